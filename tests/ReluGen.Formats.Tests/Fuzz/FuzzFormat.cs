using System;
using System.Collections.Generic;

namespace ReluGen.Formats.Tests.Fuzz;

/// <summary>A format whose reader is tried on mutants of real files.</summary>
/// <param name="Extension">Extension of its files, as a regression file has it.</param>
/// <param name="HasLines">True if every error about the content has a line.</param>
/// <param name="Originals">The real files.</param>
/// <param name="Mutator">Prepares an original; what it returns makes one mutant a call.</param>
/// <param name="Read">Reads a file, of the given path, that would have the given bytes.</param>
internal sealed record FuzzFormat(string Extension, bool HasLines, Func<IEnumerable<FuzzFile>> Originals, Func<byte[], Func<Random, byte[]>> Mutator, Action<FuzzFile> Read);

/// <summary>A file in memory.</summary>
/// <param name="Path">Where it lies, or would lie: files that it names are looked for beside it.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record FuzzFile(string Path, byte[] Bytes);
