using System;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats;

/// <summary>An error and the file, of several of the user's, that it is in.</summary>
public sealed class FileException(string path, InputError error) : Exception(error.Message)
{
    /// <summary>Path of the file, as it was given.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong in it.</summary>
    public InputError Error { get; } = error;
}
