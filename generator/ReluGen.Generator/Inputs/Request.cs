using System.Collections.Immutable;
using System.Linq;
using ReluGen.Core.Analysis.Degeneracy;
using ReluGen.Core.Diagnostics;
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

        NetworkFile[] named = files.Named(target.File);
        if (named.Length == 0)
        {
            NameAdvice advice = NameAdvice.For(target.File, files);
            return new Request(target, null, new Finding(Descriptors.FileNotInProject, target.Place, target.File, advice.Text) { Remedy = advice.Closest });
        }

        if (named.Length > 1)
        {
            string paths = string.Join(", ", named.Select(static file => file.RelativePath));
            string count = named.Length.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return new Request(target, null, new Finding(Descriptors.AmbiguousFile, target.Place, target.File, count, paths));
        }

        return new Request(target, named[0], ProblemOf(named[0]));
    }

    private static Finding? ProblemOf(NetworkFile file)
    {
        if (file.Error is { } error)
        {
            return new Finding(Descriptors.Of(error), Place.OfLine(file.TextPath, error.Line, error.Column), file.Name, error.Message);
        }

        NetworkDocument document = file.Document!;
        if (NetworkPlan.SizeProblem(document.Network, document.Layout) is { } problem)
        {
            return new Finding(Descriptors.TooLarge, Place.OfLine(file.TextPath, 1, 1), file.Name, problem);
        }

        if (NonFiniteWeights.First(document.Network) is not { } weight)
        {
            return null;
        }

        InputError nonFinite = NetworkErrors.NonFinite(weight, document.Lines.Of(weight.Stage, weight.Neuron));
        return new Finding(Descriptors.Of(FactKinds.NonFiniteWeight), Place.OfLine(file.TextPath, nonFinite.Line, 1), file.Name, nonFinite.Message);
    }
}
