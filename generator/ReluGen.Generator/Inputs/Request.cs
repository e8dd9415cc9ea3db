using System.Collections.Immutable;
using System.Linq;
using ReluGen.Core.Networks;
using ReluGen.Core.Text;
using ReluGen.Generator.Diagnostics;
using ReluGen.Generator.Planning;

namespace ReluGen.Generator.Inputs;

/// <summary>A class and the network file that it asks for, or why there is no code for it.</summary>
internal sealed record Request(TargetClass Target, NetworkFile? File, Finding? Problem)
{
    /// <summary>Finds the file that <paramref name="target"/> names.</summary>
    public static Request Resolve(TargetClass target, ImmutableArray<NetworkFile> files)
    {
        if (target.Problem is not null)
        {
            return new Request(target, null, target.Problem);
        }

        NetworkFile[] named = files.Where(file => file.IsNamed(target.File)).ToArray();
        if (named.Length == 0)
        {
            return new Request(target, null, new Finding(Descriptors.FileNotInProject, target.Place, target.File, Advice(target.File, files)));
        }

        // A file beside the project has no folder to be told apart by: its name is its path.
        if (named.Length > 1 && named.Count(file => file.IsAt(target.File)) == 1)
        {
            named = named.Where(file => file.IsAt(target.File)).ToArray();
        }

        if (named.Length > 1)
        {
            string paths = string.Join(", ", named.Select(static file => file.RelativePath));
            string count = named.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return new Request(target, null, new Finding(Descriptors.AmbiguousFile, target.Place, target.File, count, paths));
        }

        return new Request(target, named[0], ProblemOf(named[0]));
    }

    /// <summary>What to do about a name that no file has: the one that was meant, or the item to add.</summary>
    private static string Advice(string name, ImmutableArray<NetworkFile> files)
    {
        string wanted = Plain(name);
        NetworkFile? meant = files.FirstOrDefault(file => Plain(file.Name) == wanted) ?? files.FirstOrDefault(file => Distance(Plain(file.Name), wanted) <= 2);
        if (meant is not null)
        {
            return $"did you mean '{meant.RelativePath}'?";
        }

        string known = files.IsEmpty ? "" : " (it has " + string.Join(", ", files.Select(static file => file.RelativePath)) + ")";
        return $"add <ReluNetwork Include=\"{name}\" /> to it{known}";
    }

    /// <summary>The file name without extension and case.</summary>
    private static string Plain(string name)
    {
        string file = name.Substring(name.LastIndexOfAny(['/', '\\']) + 1);
        int dot = file.LastIndexOf('.');
        return (dot > 0 ? file.Substring(0, dot) : file).ToLowerInvariant();
    }

    /// <summary>Number of letters to insert, delete or replace to make <paramref name="b"/> of <paramref name="a"/>.</summary>
    private static int Distance(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int replace = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = System.Math.Min(replace, System.Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }

    private static Finding? ProblemOf(NetworkFile file)
    {
        if (file.Error is { } error)
        {
            return new Finding(Descriptors.Of(error), Place.OfLine(file.TextPath, error.Line, error.Column), file.Name, error.Message);
        }

        NetworkDocument document = file.Document!;
        if (NetworkPlan.SizeProblem(document.Network) is { } problem)
        {
            return new Finding(Descriptors.TooLarge, Place.OfLine(file.TextPath, 1, 1), file.Name, problem);
        }

        return NonFiniteWeights.First(document.Network) is { } weight
            ? new Finding(
                Descriptors.NonFiniteWeight,
                Place.OfLine(file.TextPath, document.Lines.Of(weight.Stage, weight.Neuron), 1),
                file.Name,
                weight.Where,
                weight.Value)
            : null;
    }
}
