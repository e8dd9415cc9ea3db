using System;
using System.IO;
using System.Text;

namespace ReluGen.Tool.Output;

/// <summary>A file that appears only when it is complete: a temporary file beside it takes its name at the end.</summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string path;
    private readonly string? temporary;

    private OutputFile(string path, string? temporary, TextWriter writer)
    {
        this.path = path;
        this.temporary = temporary;
        Writer = writer;
    }

    /// <summary>UTF-8 without a byte order mark, lines end with '\n'.</summary>
    public TextWriter Writer { get; }

    /// <summary>Writes the whole content of the file at <paramref name="path"/>, or to <paramref name="standard"/> if there is no path.</summary>
    /// <exception cref="CommandException">The file cannot be written; whatever was there before is unchanged.</exception>
    public static void Write(string? path, TextWriter standard, Action<TextWriter> content)
    {
        if (path is null)
        {
            WriteWhole(standard, content);
            return;
        }

        using OutputFile file = Create(path);
        try
        {
            content(file.Writer);
            file.Complete();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw CommandException.Unwritable(path, e);
        }
    }

    /// <summary>As <see cref="Write"/>, for a file that is no text.</summary>
    /// <exception cref="CommandException">The file cannot be written; whatever was there before is unchanged.</exception>
    public static void WriteBytes(string path, Action<Stream> content) =>
        Write(path, TextWriter.Null, writer => content(((StreamWriter)writer).BaseStream));

    /// <summary>Refuses a path whose folder is missing, before the long work whose result is to go there.</summary>
    /// <exception cref="CommandException">There is no such folder.</exception>
    public static void RequireFolder(string path)
    {
        if (path.Length == 0 || Directory.Exists(path) || !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
        {
            throw CommandException.Unwritable(path, new IOException(Directory.Exists(path) ? "it is a folder." : "its folder does not exist."));
        }
    }

    /// <summary>Removes the temporary file if <see cref="Complete"/> was not reached.</summary>
    public void Dispose()
    {
        Writer.Dispose();
        if (temporary is not null)
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Keeps the content in a temporary file until it is complete: a failure in the last row must leave nothing on stdout.</summary>
    private static void WriteWhole(TextWriter standard, Action<TextWriter> content)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
        using (StreamWriter writer = Writing(file, leaveOpen: true))
        {
            content(writer);
        }

        file.Position = 0;
        using var reader = new StreamReader(file, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, 1 << 16, leaveOpen: true);
        var buffer = new char[1 << 16];
        for (int length = reader.Read(buffer); length > 0; length = reader.Read(buffer))
        {
            standard.Write(buffer, 0, length);
        }
    }

    private static OutputFile Create(string path)
    {
        try
        {
            string full = Path.GetFullPath(path);
            if (full.StartsWith("/dev/", StringComparison.Ordinal))
            {
                // A rename would put a file in the place of the device.
                return new OutputFile(full, null, Open(full, FileMode.Open));
            }

            // A link stays a link: what it points at is replaced.
            var link = new FileInfo(full);
            full = link.LinkTarget is null ? full : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            string? folder = Path.GetDirectoryName(full);
            if (folder is null || Directory.Exists(full) || !Directory.Exists(folder))
            {
                throw new IOException(Directory.Exists(full) ? "it is a folder." : "its folder does not exist.");
            }

            string temporary = Path.Combine(folder, "." + Path.GetRandomFileName() + ".tmp");
            return new OutputFile(full, temporary, Open(temporary, FileMode.CreateNew));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw CommandException.Unwritable(path, e);
        }
    }

    private static StreamWriter Open(string path, FileMode mode) => Writing(new FileStream(path, mode, FileAccess.Write), leaveOpen: false);

    private static StreamWriter Writing(FileStream file, bool leaveOpen) =>
        new(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen) { NewLine = "\n" };

    private void Complete()
    {
        Writer.Dispose();
        if (temporary is not null)
        {
            File.Move(temporary, path, overwrite: true);
        }
    }
}
