namespace ReluGen.Generator.Planning;

/// <summary>How a batch is computed.</summary>
internal enum BatchShape
{
    /// <summary>A lane a sample, one vector of samples at a time; the whole network without a loop, its values in registers.</summary>
    Registers,

    /// <summary>A lane a sample, tiles of some vectors of samples; blocks of neurons, or of a sparse stage neuron by neuron.</summary>
    SamplesInLanes,

    /// <summary>A lane an output, tiles of some samples and some vectors of outputs; stage by stage.</summary>
    OutputsInLanes,
}
