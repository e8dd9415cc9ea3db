namespace ReluGen.Generator.Planning;

/// <summary>Equal blocks of neurons, one after another.</summary>
/// <param name="First">The first neuron of the first block.</param>
/// <param name="Size">Neurons of a block.</param>
/// <param name="Count">Number of blocks.</param>
internal sealed record BlockRun(int First, int Size, int Count);
