namespace ReluGen.Generator.Planning;

/// <summary>What was chosen for one stage in one mode, on a processor with 512-bit vectors.</summary>
/// <param name="Mode">row, batch, gradient or map.</param>
/// <param name="Stage">The stage, counted from 1, that is computed; 0 is the input, whose adjoint a gradient is.</param>
/// <param name="Shape">active-list, unrolled, loop, loop or list (a row); registers, blocks, non-zeros, outputs (a batch); adjoint-tile (gradient and map).</param>
/// <param name="Tile">What is computed together.</param>
/// <param name="Accumulators">Sums kept in registers.</param>
/// <param name="Method">The generated method that it stands in.</param>
/// <param name="Packing">Which copy of the weights it reads.</param>
/// <param name="WeightBytes">Bytes of those weights.</param>
/// <param name="VectorOperations">512-bit multiply-adds of a row, sample, gradient or map; half of the hidden neurons taken as active.</param>
/// <param name="CodeBytes">Machine code, estimated.</param>
/// <param name="Reason">Why.</param>
public sealed record KernelChoice(
    string Mode,
    int Stage,
    string Shape,
    string Tile,
    int Accumulators,
    string Method,
    string Packing,
    long WeightBytes,
    double VectorOperations,
    long CodeBytes,
    string Reason);
