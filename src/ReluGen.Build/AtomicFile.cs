using System;
using System.IO;
using System.Text;

namespace ReluGen.Build;

/// <summary>Writes files that are there in full or not at all.</summary>
internal static class AtomicFile
{
    private static readonly UTF8Encoding Utf8WithoutMark = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes <paramref name="text"/> as UTF-8 without a byte order mark; makes the folder where it is missing.</summary>
    /// <exception cref="IOException">The file cannot be written; nothing is left behind.</exception>
    public static void Write(string path, string text) => Replace(path, temporary => File.WriteAllText(temporary, text, Utf8WithoutMark));

    /// <summary>Writes what <paramref name="write"/> writes; makes the folder where it is missing.</summary>
    /// <exception cref="IOException">The file cannot be written; nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write) => Replace(path, temporary =>
    {
        using FileStream stream = File.Create(temporary);
        write(stream);
    });

    private static void Replace(string path, Action<string> write)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // In the same folder, hence on the same disk, so that the move is one step. The name is new: two builds may run at once.
        string temporary = path + "." + Guid.NewGuid().ToString("N") + ".tmp";
        try
        {
            write(temporary);
            if (File.Exists(path))
            {
                File.Replace(temporary, path, destinationBackupFileName: null);
            }
            else
            {
                File.Move(temporary, path);
            }
        }
        finally
        {
            TryDelete(temporary);
        }
    }

    /// <summary>Deletes a file if it is there and may be deleted.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It stays; whoever calls has a better error to report.
        }
    }
}
