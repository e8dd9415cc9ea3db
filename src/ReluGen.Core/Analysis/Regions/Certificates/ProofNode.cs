namespace ReluGen.Core.Analysis.Regions.Certificates;

/// <summary>
/// One cell of the proof tree: the decisions about consecutive neurons that leave the cell whole, then either two children
/// (a neuron cuts the cell) or a region (no neuron is left).
/// </summary>
internal sealed class ProofNode
{
    /// <summary>The side on which the cutting neuron is active; null for a region.</summary>
    public ProofNode? One { get; private set; }

    /// <summary>The side on which the cutting neuron is inactive; null for a region.</summary>
    public ProofNode? Off { get; private set; }

    /// <summary>The region, where no neuron is left.</summary>
    public Region? Region { get; set; }

    /// <summary>The decisions, as <see cref="ProofStep"/> encodes them.</summary>
    public byte[] Steps { get; set; } = [];

    /// <summary>A node that was read from a file.</summary>
    public static ProofNode Of(byte[] steps, Region? region) => new() { Steps = steps, Region = region };

    /// <summary>Makes the two children of a cut.</summary>
    public void Split()
    {
        One = new ProofNode();
        Off = new ProofNode();
    }

    /// <summary>Sets one of the children of a cut.</summary>
    public void Attach(ProofNode part, bool active)
    {
        if (active)
        {
            One = part;
        }
        else
        {
            Off = part;
        }
    }
}

/// <summary>How the bit of a neuron is decided in a cell that it does not cut.</summary>
internal enum ProofStep : byte
{
    /// <summary>The form is zero everywhere; the bit is 0.</summary>
    Zero,

    /// <summary>The box alone shows that the form is not negative; the bit is 1.</summary>
    OneByBox,

    /// <summary>The box alone shows that the form is not positive; the bit is 0.</summary>
    OffByBox,

    /// <summary>Multipliers show that the form is not negative in the cell; the bit is 1.</summary>
    One,

    /// <summary>Multipliers show that the form is not positive in the cell; the bit is 0.</summary>
    Off,
}
