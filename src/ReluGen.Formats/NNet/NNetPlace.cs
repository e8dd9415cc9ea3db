using System;

namespace ReluGen.Formats.NNet;

/// <summary>What a line of a .nnet file should be. Its text is made only if an error needs it: a file may have millions of lines.</summary>
/// <param name="What">What it should be.</param>
/// <param name="Index">Which of them, from 0; -1 where there is only one.</param>
/// <param name="Count">How many of them there should be.</param>
/// <param name="Layer">The layer, from 1.</param>
internal readonly record struct NNetPlace(string What, int Index = -1, int Count = 0, int Layer = 0)
{
    public static implicit operator NNetPlace(string what) => new(what);

    public override string ToString() => Index < 0 ? What : FormattableString.Invariant($"{What} {Index} of {Count} of layer {Layer}");
}
