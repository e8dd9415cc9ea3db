namespace ReluGen.Generator.Planning;

/// <summary>
/// The columns of up to 64 neurons: a main part in whole 512-bit vectors and, where few neurons are left, a tail of 4 or 8 in a stream of its
/// own, so that narrow rests do not cost a whole cache line an input.
/// </summary>
internal sealed class GroupPlan
{
    private const int Lanes = 16;

    public GroupPlan(int neurons)
    {
        int rest = neurons % Lanes;
        Neurons = neurons;
        Tail = rest == 0 || rest > 8 ? 0 : rest > 4 ? 8 : 4;
        Main = Tail > 0 ? neurons - rest : Padding.Up(neurons);
    }

    /// <summary>Number of neurons.</summary>
    public int Neurons { get; }

    /// <summary>Floats of a row of the main part: a multiple of 16.</summary>
    public int Main { get; }

    /// <summary>Floats of a row of the tail: 0, 4 or 8.</summary>
    public int Tail { get; }

    /// <summary>Floats of a row of both.</summary>
    public int Width => Main + Tail;
}
