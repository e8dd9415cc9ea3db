using ReluGen.Core.Networks;

namespace ReluGen.Core.Simplification;

/// <summary>The role of every hidden neuron; all are kept at first.</summary>
internal sealed class RoleTable
{
    private readonly Network network;
    private readonly NeuronRole[] roles;

    public RoleTable(Network network)
    {
        this.network = network;
        roles = new NeuronRole[network.HiddenNeuronCount];
        for (int bit = 0; bit < roles.Length; bit++)
        {
            roles[bit] = NeuronRole.Kept.Instance;
        }
    }

    /// <summary>The role of neuron <paramref name="neuron"/> of hidden stage <paramref name="stage"/> (from 1).</summary>
    public NeuronRole this[int stage, int neuron]
    {
        get => roles[network.FirstBitOf(stage) + neuron];
        set => roles[network.FirstBitOf(stage) + neuron] = value;
    }

    /// <summary>True if the neuron is computed as before.</summary>
    public bool IsKept(int stage, int neuron) => this[stage, neuron] is NeuronRole.Kept;

    /// <summary>Number of neurons of a stage that are computed as before.</summary>
    public int KeptCount(int stage)
    {
        int count = 0;
        for (int i = 0; i < network.Stages[stage - 1].Width; i++)
        {
            count += IsKept(stage, i) ? 1 : 0;
        }

        return count;
    }
}
