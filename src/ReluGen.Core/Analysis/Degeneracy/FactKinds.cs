using System.Collections.Generic;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Core.Analysis.Degeneracy;

/// <summary>Every kind of fact about a network (design/math.md section 6).</summary>
public static class FactKinds
{
    private static readonly List<FactKind> Kinds = [];

    public static readonly FactKind NonFiniteWeight = New("non-finite-weight", NetworkErrors.NonFiniteWeightId, FactSeverity.Error,
        "A weight is not finite", "Train or export the model again.");

    public static readonly FactKind SubnormalWeight = New("subnormal-weight", "RLG2002", FactSeverity.Info,
        "A weight is subnormal", "Set it to 0; such weights are slow on some processors and flushed to 0 on others.");

    public static readonly FactKind DeadNeuron = New("dead-neuron", "RLG2003", FactSeverity.Warning,
        "A neuron is never active", "Remove it (Simplify does so without changing any output), or train again with another initialisation or rate.");

    public static readonly FactKind ZeroIncomingWeights = New("zero-incoming-weights", "RLG2004", FactSeverity.Warning,
        "A neuron reads nothing", "Fold its constant into the biases of the neurons that read it and remove it.");

    public static readonly FactKind ZeroOutgoingWeights = New("zero-outgoing-weights", "RLG2005", FactSeverity.Warning,
        "Nothing reads a neuron", "Remove it; no output changes.");

    public static readonly FactKind AlwaysActiveNeuron = New("always-active-neuron", "RLG2006", FactSeverity.Warning,
        "A neuron is always active", "It is affine on the domain: fold it into the next stage where that saves weights, or widen the domain if it is too narrow.");

    public static readonly FactKind AffineStage = New("affine-stage", "RLG2007", FactSeverity.Warning,
        "A stage does not bend anything", "Merge it with the stage that follows.");

    public static readonly FactKind DependentAlwaysActive = New("dependent-always-active", "RLG2008", FactSeverity.Warning,
        "An always-active neuron repeats others", "Add its outgoing weights to those of the neurons that it repeats and remove it.");

    public static readonly FactKind StageOff = New("stage-off", "RLG2010", FactSeverity.Warning,
        "A whole stage is never active", "The outputs depend only on what bypasses it: train again.");

    public static readonly FactKind ConstantOutput = New("constant-output", "RLG2011", FactSeverity.Warning,
        "An output is constant", "Train again, or remove the output.");

    public static readonly FactKind TwinNeurons = New("twin-neurons", "RLG2012", FactSeverity.Warning,
        "Two neurons are one up to a factor", "Add the outgoing weights of one, times the factor, to those of the other and remove it.");

    public static readonly FactKind OppositeTwinNeurons = New("opposite-twin-neurons", "RLG2013", FactSeverity.Warning,
        "Two neurons share a hyperplane from opposite sides", "One of them and an affine term would do; train with fewer neurons.");

    public static readonly FactKind ParallelHyperplanes = New("parallel-hyperplanes", "RLG2014", FactSeverity.Info,
        "Two neurons have parallel hyperplanes", "Nothing needs to be done.");

    public static readonly FactKind HyperplaneTouchesBoundary = New("hyperplane-touches-boundary", "RLG2016", FactSeverity.Info,
        "A hyperplane meets the domain in its boundary only", "Nothing needs to be done; on that boundary the neuron counts as inactive.");

    public static readonly FactKind RankDeficientStage = New("rank-deficient-stage", "RLG2019", FactSeverity.Warning,
        "The weights of a stage are linearly dependent", "A narrower stage can do the same; look for repeated neurons or unused inputs.");

    public static readonly FactKind Bottleneck = New("bottleneck", "RLG2020", FactSeverity.Info,
        "A stage is narrower than the input", "Nothing needs to be done; what follows sees fewer dimensions than the input has.");

    public static readonly FactKind UnusedInput = New("unused-input", "RLG2021", FactSeverity.Warning,
        "An input is not used", "Remove the input, or look why the training found no use for it.");

    public static readonly FactKind ConstantInput = New("constant-input", "RLG2022", FactSeverity.Info,
        "The domain holds an input constant", "Fold it into the biases, or widen the domain.");

    public static readonly FactKind WideningStage = New("widening-stage", "RLG2023", FactSeverity.Info,
        "A stage is wider than what it reads", "Nothing needs to be done; theorems on unique parameters do not apply.");

    public static readonly FactKind BadScaling = New("bad-scaling", "RLG2024", FactSeverity.Info,
        "Neurons of a stage are scaled very differently", "Rescale neurons by powers of two, which changes no output bit.");

    public static readonly FactKind HugePathNorm = New("huge-path-norm", "RLG2025", FactSeverity.Info,
        "The products of weights along paths are beyond float32", "Rescale or train with weight decay.");

    public static readonly FactKind TieOnSamples = New("tie-on-samples", "RLG2026", FactSeverity.Info,
        "A sample lies exactly on a hyperplane", "Nothing needs to be done; the neuron counts as inactive there.");

    public static readonly FactKind IdenticallyZeroPreActivation = New("identically-zero-preactivation", "RLG2027", FactSeverity.Info,
        "A pre-activation is 0 on a whole region", "Nothing needs to be done; the neuron counts as inactive there.");

    public static readonly FactKind FlipSet = New("flip-set", "RLG2028", FactSeverity.Info,
        "Some neurons can change sides together", "Nothing needs to be done; the parameters are not unique.");

    public static readonly FactKind RedundantStage = New("redundant-stage", "RLG2029", FactSeverity.Warning,
        "A stage only repeats the one before it", "Remove the stage.");

    public static readonly FactKind RegionBudgetExceeded = New("region-budget-exceeded", "RLG2030", FactSeverity.Info,
        "There are more regions than the budget allows to enumerate", "Narrow the domain or raise the budget for a complete answer.");

    public static readonly FactKind OutputTwins = New("output-twins", "RLG2031", FactSeverity.Info,
        "Two outputs are one up to a factor", "One of them would do.");

    public static readonly FactKind RankDeficit = New("rank-deficit", "RLG2032", FactSeverity.Info,
        "The outputs do not show all parameters", "Nothing needs to be done; the parameters cannot be recovered from the outputs, and fewer could do the same.");

    public static readonly FactKind DuplicateNeurons = New("duplicate-neurons", "RLG2033", FactSeverity.Warning,
        "Two neurons have proportional activations on the domain", "Add the outgoing weights of one, times the factor, to those of the other and remove it.");

    public static readonly FactKind InactiveOnSamples = New("inactive-on-samples", "RLG2034", FactSeverity.Info,
        "No sample activates a neuron", "An observation, no proof: see whether the samples cover the domain.");

    public static readonly FactKind ActiveOnSamples = New("active-on-samples", "RLG2035", FactSeverity.Info,
        "Every sample activates a neuron", "An observation, no proof: see whether the samples cover the domain.");

    /// <summary>All kinds, by id.</summary>
    public static IReadOnlyList<FactKind> All => Kinds;

    private static FactKind New(string slug, string id, FactSeverity severity, string title, string remedy)
    {
        var kind = new FactKind(slug, id, severity, title, remedy);
        Kinds.Add(kind);
        return kind;
    }
}
