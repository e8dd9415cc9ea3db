using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using ReluGen.Core.Networks;

namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>Writes lines that end in a line feed and hashes them on the way.</summary>
internal sealed class HashedLineWriter(TextWriter target) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Writes and hashes a line.</summary>
    public void WriteLine(string line)
    {
        target.Write(line);
        target.Write('\n');
        hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
    }

    /// <summary>Writes the last line: the hash of all lines before it.</summary>
    public void WriteHash() => target.Write("sha256 " + NetworkHash.Hexadecimal(hash.GetHashAndReset()) + "\n");

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();
}

/// <summary>Reads lines and hashes those before the last.</summary>
internal sealed class HashedLineReader(TextReader source) : IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Number of the line that was read last, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The next line, hashed; null at the end.</summary>
    public string? ReadLine()
    {
        string? line = source.ReadLine();
        if (line is not null)
        {
            Number++;
            hash.AppendData(Encoding.UTF8.GetBytes(line + "\n"));
        }

        return line;
    }

    /// <summary>True if the next line is the hash of all before it, and nothing follows.</summary>
    public bool EndsWithHash()
    {
        Number++;
        return source.ReadLine() == "sha256 " + NetworkHash.Hexadecimal(hash.GetHashAndReset()) && source.ReadLine() is null;
    }

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();
}
