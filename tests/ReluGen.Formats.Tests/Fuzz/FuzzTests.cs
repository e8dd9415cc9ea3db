using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests.Fuzz;

/// <summary>
/// Mutants of real files, changed by the structure of their format: every reader gives a result or an error with place and reason,
/// within a second and the limit of memory. The seed is fixed; CONTRIBUTING.md says how to run longer and what to do with a finding.
/// </summary>
public class FuzzTests
{
    private const int Mutants = 20_000;
    private const int MutantsInALongRun = 1_000_000;
    private const int MostFindings = 5;

    public static TheoryData<string> Formats => [.. FuzzFormats.All.Keys];

    public static TheoryData<string> Regressions =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Regressions")).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal)];

    [DataTheory]
    [MemberData(nameof(Formats))]
    public void A_mutant_is_read_or_refused(string name)
    {
        FuzzFormat format = FuzzFormats.All[name];
        (FuzzFile File, Func<Random, byte[]> Mutate)[] originals = format.Originals().Select(file => (file, format.Mutator(file.Bytes))).ToArray();
        var random = new Random(int.Parse(Environment.GetEnvironmentVariable("RELUGEN_SEED") ?? "1", CultureInfo.InvariantCulture));
        var findings = new List<string>();
        int count = Environment.GetEnvironmentVariable("RELUGEN_LONG") == "1" ? MutantsInALongRun : Mutants;
        for (int i = 0; i < count && findings.Count < MostFindings; i++)
        {
            (FuzzFile original, Func<Random, byte[]> mutate) = originals[i % originals.Length];
            var mutant = new FuzzFile(original.Path, mutate(random));
            if (FuzzRun.ProblemOf(format, mutant) is { } problem)
            {
                findings.Add($"{Keep(mutant, name, i, format.Extension)}, a mutant of {original.Path}: {problem}");
            }
        }

        Assert.True(findings.Count == 0, string.Join("\n\n", findings));
    }

    /// <summary>Files that were found by mutation, or by hand, to break a reader once: <c>format-what.extension</c>.</summary>
    [Theory]
    [MemberData(nameof(Regressions))]
    public void A_finding_stays_mended(string file)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Regressions", file);
        Assert.Null(FuzzRun.ProblemOf(FuzzFormats.All[file.Split('-')[0]], new FuzzFile(path, File.ReadAllBytes(path))));
    }

    private static string Keep(FuzzFile mutant, string format, int index, string extension)
    {
        string folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "relugen-fuzz")).FullName;
        string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{format}-{index}{extension}"));
        File.WriteAllBytes(path, mutant.Bytes);
        return path;
    }
}
