using System;
using System.Collections.Generic;

namespace ReluGen.Formats.Hdf5;

/// <summary>A message of an object header.</summary>
/// <param name="Type">Its number.</param>
/// <param name="IsShared">True if the data only says where the message is stored.</param>
/// <param name="Data">Its bytes.</param>
internal sealed record HeaderMessage(int Type, bool IsShared, ReadOnlyMemory<byte> Data);

/// <summary>The messages of an object, in version 1 and 2 of the format of headers, with all continuations.</summary>
internal static class ObjectHeader
{
    private const int Continuation = 0x10;

    public static IReadOnlyList<HeaderMessage> Read(Hdf5File file, ulong address, string path)
    {
        string what = "object header of " + DisplayText.Quote(path);
        Hdf5Cursor cursor = file.At(address, what);
        int version = cursor.Byte();
        if (version == 1)
        {
            cursor.Skip(7);
            int size = cursor.Size(4);
            cursor.Skip(4);
            return Messages(file, new Hdf5Cursor(what, cursor.Take(size)), what, isNew: false, hasOrder: false);
        }

        cursor = file.At(address, what);
        cursor.Expect("OHDR");
        cursor.Skip(1);
        int flags = cursor.Byte();
        cursor.Skip(((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0));
        int first = cursor.Size(1 << (flags & 3));
        return Messages(file, new Hdf5Cursor(what, cursor.Take(first)), what, isNew: true, hasOrder: (flags & 4) != 0);
    }

    private static List<HeaderMessage> Messages(Hdf5File file, Hdf5Cursor first, string what, bool isNew, bool hasOrder)
    {
        var messages = new List<HeaderMessage>();
        var blocks = new Queue<Hdf5Cursor>([first]);
        int head = isNew ? hasOrder ? 6 : 4 : 8;
        while (blocks.Count > 0)
        {
            Hdf5Cursor block = blocks.Dequeue();

            // What is shorter than the head of a message is a gap.
            while (block.Left >= head)
            {
                HeaderMessage message = Message(block, isNew, hasOrder);
                file.CountStep(what);
                messages.Add(message);
                if (message.Type == Continuation)
                {
                    blocks.Enqueue(Continued(file, message, what, isNew));
                }
            }
        }

        return messages;
    }

    private static HeaderMessage Message(Hdf5Cursor block, bool isNew, bool hasOrder)
    {
        int type = isNew ? block.Byte() : block.UInt16();
        int size = block.UInt16();
        int flags = block.Byte();
        block.Skip(isNew ? hasOrder ? 2 : 0 : 3);
        return new HeaderMessage(type, (flags & 2) != 0, block.Take(size));
    }

    private static Hdf5Cursor Continued(Hdf5File file, HeaderMessage message, string what, bool isNew)
    {
        var data = new Hdf5Cursor(what, message.Data);
        ulong address = data.UInt64();
        ulong length = data.UInt64();
        Hdf5Cursor block = file.At(address, what, length);
        if (!isNew)
        {
            return block;
        }

        block.Expect("OCHK");
        return new Hdf5Cursor(what, block.Take(block.Left - 4));
    }
}
