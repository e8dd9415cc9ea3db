using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ReluGen.Core.Analysis.Identifiability;
using ReluGen.Core.Analysis.Identifiability.Local;
using ReluGen.Core.Networks;

namespace ReluGen.Tool.Output;

/// <summary>What is said about identifiability, in sentences: for <c>identify</c> and <c>report</c>.</summary>
internal static class IdentifyText
{
    /// <summary>Whose words the global conditions are.</summary>
    public const string WordingNote = "conditions as stated in our docs (docs/identifiability.md), after Bona-Pellissier, Bachoc and Malgouyres";

    private const int MostOthers = 6;

    /// <summary>The size of the question.</summary>
    public static string Size(Network network, IdentifiabilityFindings report) =>
        $"{Number(network.ParameterCount)} parameters, {Number(network.HiddenNeuronCount)} hidden neurons: the largest possible rank is {Number(report.FunctionalDimension.Expected)}.";

    /// <summary>The functional dimension and where it was found.</summary>
    public static string Dimension(IdentifiabilityFindings report) =>
        $"Functional dimension {Bounds(report)}: {Sample(report)}.";

    /// <summary>How many dimensions are not seen; what follows says why.</summary>
    public static string Missing(IdentifiabilityFindings report) =>
        $"Why {Number(report.FunctionalDimension.Unseen.Sum(static cause => cause.Count))} dimensions of the parameters cannot be seen{(report.IsDimensionExact ? "" : " at these points")}";

    /// <summary>What the global conditions come to.</summary>
    public static string Conclusion(IdentifiabilityFindings report) =>
        report.Global.Conclusion + (report.Global.Conditions.Count == 0 ? "" : $" (P: {WordingNote})");

    /// <summary>Each question with its answer and why.</summary>
    public static IEnumerable<(string Question, string Answer, string Why)> Answers(IdentifiabilityFindings report)
    {
        yield return ($"local, at {Number(report.Local.Points)} points, rank {Number(report.Local.Rank)}", IdentifyJson.NameOf(report.Local.Verdict), report.Local.Reason);
        if (report.Shallow is { } shallow)
        {
            yield return ("one hidden stage, from the function", IdentifyJson.NameOf(shallow.Verdict), shallow.Reason);
        }

        foreach (Condition condition in (report.Shallow?.Conditions ?? []).Concat(report.Global.Conditions))
        {
            yield return ($"({condition.Name}) stage {Number(condition.Stage)}", IdentifyJson.NameOf(condition.State), condition.Reason);
        }
    }

    /// <summary>Why parameters of a neuron cannot be seen.</summary>
    public static string Why(UnseenParameters cause) => cause.Mechanism switch
    {
        UnseenMechanism.NeverActive => "never active: neither its weights nor those that read it are seen",
        UnseenMechanism.NotRead => "nothing that reaches an output reads it",
        UnseenMechanism.ZeroInput => "the input is always 0",
        UnseenMechanism.NeverTogether => "never active together with " + Others(cause),
        UnseenMechanism.AlwaysActive => "always active: its affine map can move to " + Others(cause),
        UnseenMechanism.SharedHyperplane => "shares its hyperplane with another neuron: seen together with " + Others(cause),
        UnseenMechanism.NarrowImage => "where it is seen, what it reads lies in a smaller affine space",
        _ => "changes cancel with those of " + Others(cause),
    };

    private static string Bounds(IdentifiabilityFindings report)
    {
        RankReport rank = report.FunctionalDimension;
        return report.IsDimensionExact ? Number(rank.Rank)
            : report.IsDecisive && rank.AtMost < rank.Expected ? $"at least {Number(rank.Rank)} and at most {Number(rank.AtMost)}"
            : $"at least {Number(rank.Rank)}";
    }

    private static string Others(UnseenParameters cause)
    {
        if (cause.Others.Count == 0)
        {
            // The direction was not solved for, so that nobody knows which.
            return "others";
        }

        string shown = string.Join(", ", cause.Others.Take(MostOthers).Select(static other => $"{Number(other.Stage)}:{Number(other.Neuron)}"));
        return cause.Others.Count > MostOthers ? shown + ", …" : shown;
    }

    private static string Sample(IdentifiabilityFindings report) => report.IsDecisive
        ? $"{Number(report.FunctionalDimension.Points)} points that span all {Number(report.RegionCount!.Value)} regions of the domain"
        : $"{Number(report.FunctionalDimension.Points)} random points";

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
