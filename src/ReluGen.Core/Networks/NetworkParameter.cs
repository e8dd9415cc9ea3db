namespace ReluGen.Core.Networks;

/// <summary>A parameter of a network.</summary>
/// <param name="Stage">The stage, from 1; the output is the last.</param>
/// <param name="Neuron">The neuron, from 0.</param>
/// <param name="Source">The source that the weight reads; -1 for the bias.</param>
/// <param name="Element">The element of the source; 0 for the bias.</param>
public readonly record struct NetworkParameter(int Stage, int Neuron, int Source, int Element)
{
    /// <summary>True for a bias.</summary>
    public bool IsBias => Source < 0;
}
