using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text.RegularExpressions;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Tests.Fuzz;

/// <summary>What is asked of a reader for every file: a result or one good error, soon, in bounded memory.</summary>
internal static partial class FuzzRun
{
    private const long MostBytes = 64_000_000;

    private const int MostBytesOfAByte = 20;

    private const int Attempts = 3;

    /// <summary>What is wrong with how the reader takes the file; null if nothing is.</summary>
    public static string? ProblemOf(FuzzFormat format, FuzzFile file)
    {
        // A machine may be busy with other things; a reader that hangs hangs every time.
        for (int attempt = 1; ; attempt++)
        {
            var watch = Stopwatch.StartNew();
            long before = GC.GetAllocatedBytesForCurrentThread();
            string? problem = Read(format, file);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (problem is not null)
            {
                return problem;
            }

            if (allocated > MostBytes + (MostBytesOfAByte * (long)file.Bytes.Length))
            {
                return $"{allocated} bytes were allocated for a file of {file.Bytes.Length}";
            }

            if (watch.Elapsed < MostTimeFor(file))
            {
                return null;
            }

            if (attempt == Attempts)
            {
                return $"it took {watch.Elapsed.TotalSeconds:0.0} s";
            }
        }
    }

    private static string? Read(FuzzFormat format, FuzzFile file)
    {
        try
        {
            format.Read(file);
            return null;
        }
        catch (InputException e)
        {
            return ProblemOf(e.Error, format.HasLines);
        }
        catch (FileException e)
        {
            return ProblemOf(e.Error, format.HasLines);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.ToString();
        }
    }

    /// <summary>
    /// An error is one line of prose with an id; where the file has lines and is read at all, it has a line, else it names the
    /// part of the file that it is about.
    /// </summary>
    private static string? ProblemOf(InputError error, bool hasLines)
    {
        bool isProse = error.Message.Length is > 15 and < 4000 && !error.Message.Any(char.IsControl) && error.Message[^1] is '.' or '…' && !error.Message.Contains("Exception", StringComparison.Ordinal);
        bool isPlaced = error.Line > 0 || (hasLines ? IsAboutAll(error) : Part().IsMatch(error.Message));
        return isProse && isPlaced && error.Id.StartsWith("RLG1", StringComparison.Ordinal) ? null : $"the error is {error.Id} ({error.Line},{error.Column}): {error.Message}";
    }

    /// <summary>True for what is wrong with a file as a whole, which has no place in it.</summary>
    private static bool IsAboutAll(InputError error) =>
        error.Message.Contains("describes", StringComparison.Ordinal) || error.Message.StartsWith("The domain has", StringComparison.Ordinal) || error.Message.StartsWith("The lower bound", StringComparison.Ordinal);

    /// <summary>A part of a file without lines: a name in quotes, a place, a part that there is one of, or what the whole file lacks.</summary>
    [GeneratedRegex(@"'[^']*'|\b(at byte|line|layer|at) \d|\bpart \S+ of the archive|\b(superblock|header|End of Central Directory|Central Directory|local file header)\b|^(The model|The graph|The file|The \.keras archive) ", RegexOptions.IgnoreCase)]
    private static partial Regex Part();

    /// <summary>A second for each megabyte, and at least one.</summary>
    private static TimeSpan MostTimeFor(FuzzFile file) => TimeSpan.FromSeconds(Math.Max(1, file.Bytes.Length / 1e6));
}
