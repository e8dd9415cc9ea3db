using System;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Build;

/// <summary>An error and the file, of the user's, that it is in.</summary>
internal sealed class FileException(string path, InputError error) : Exception(error.Message)
{
    /// <summary>Full path of the file.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong in it.</summary>
    public InputError Error { get; } = error;
}
