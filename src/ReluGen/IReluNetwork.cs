using System;

namespace ReluGen;

/// <summary>
/// A network as generated code. Every member is static, thread-safe, allocates nothing (unless it says so) and gives the same bits on
/// every processor, whatever its vector width.
/// </summary>
/// <typeparam name="TSelf">The generated class itself.</typeparam>
public interface IReluNetwork<TSelf>
    where TSelf : IReluNetwork<TSelf>
{
    /// <summary>Number of inputs.</summary>
    static abstract int InputCount { get; }

    /// <summary>Number of outputs.</summary>
    static abstract int OutputCount { get; }

    /// <summary>Number of hidden neurons, which is the number of bits of a pattern.</summary>
    static abstract int HiddenNeuronCount { get; }

    /// <summary>Number of weights and biases.</summary>
    static abstract int ParameterCount { get; }

    /// <summary>
    /// Number of neurons of each hidden stage, in the order of the pattern's bits. Of a simplified network, whose patterns are those of the
    /// network before it, one number: all bits.
    /// </summary>
    static abstract ReadOnlySpan<int> StageWidths { get; }

    /// <summary>The names of the inputs, in their order.</summary>
    static abstract ReadOnlySpan<string> InputNames { get; }

    /// <summary>Outputs with the link (sigmoid, softmax, …) applied.</summary>
    /// <param name="input">At least <see cref="InputCount"/> values.</param>
    /// <param name="output">Receives <see cref="OutputCount"/> values. May not overlap <paramref name="input"/>.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    static abstract void Predict(ReadOnlySpan<float> input, Span<float> output);

    /// <summary>Shows the stages of the network as the code computes them, with all weights: of a simplified network those that are left.</summary>
    /// <param name="visitor">Called once a stage, the output last.</param>
    static abstract void VisitStages(INetworkVisitor visitor);
}

/// <summary>A network as generated code, with the type of its patterns.</summary>
/// <typeparam name="TSelf">The generated class itself.</typeparam>
/// <typeparam name="TPattern">Its activation pattern.</typeparam>
public interface IReluNetwork<TSelf, TPattern> : IReluNetwork<TSelf>
    where TSelf : IReluNetwork<TSelf, TPattern>
    where TPattern : unmanaged, IActivationPattern<TPattern>
{
    /// <summary>The static table of regions. Made at compile time: no cost at start-up, no allocation.</summary>
    static abstract RegionTable<TPattern> Regions { get; }

    /// <summary>Outputs before the link, and the activation pattern.</summary>
    /// <param name="input">At least InputCount values. If any is NaN or infinite, or so large that a pre-activation overflows float32, every output is NaN and the pattern is all zero.</param>
    /// <param name="output">Receives OutputCount values. May not overlap <paramref name="input"/>.</param>
    /// <returns>The pattern.</returns>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    static abstract TPattern Forward(ReadOnlySpan<float> input, Span<float> output);

    /// <summary><see cref="Forward"/> of many rows; the same bits as row by row.</summary>
    /// <param name="inputs">Rows of InputCount values, one after another.</param>
    /// <param name="outputs">Receives rows of OutputCount values.</param>
    /// <param name="patterns">Receives a pattern a row; may be empty.</param>
    /// <exception cref="ArgumentException">The spans do not hold the same number of rows.</exception>
    static abstract void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs, Span<TPattern> patterns);

    /// <summary><see cref="ForwardBatch(ReadOnlySpan{float}, Span{float}, Span{TPattern})"/> on several threads; the same bits.</summary>
    /// <param name="inputs">Rows of InputCount values, one after another.</param>
    /// <param name="outputs">Receives rows of OutputCount values.</param>
    /// <param name="patterns">Receives a pattern a row; may be empty.</param>
    /// <param name="threads">At most so many threads, the caller's included, share the rows: <see cref="Environment.ProcessorCount"/> for all.</param>
    /// <exception cref="ArgumentException">The spans do not hold the same number of rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is not positive.</exception>
    /// <remarks>With more than one thread a call allocates a few objects and costs some microseconds: worth it from some thousand rows.</remarks>
    static abstract void ForwardBatch(ReadOnlySpan<float> inputs, Span<float> outputs, Span<TPattern> patterns, int threads);

    /// <summary>The gradient of one output (before the link) in the region of a pattern: a row of A.</summary>
    /// <param name="pattern">Any pattern, realised or not.</param>
    /// <param name="output">Index of the output.</param>
    /// <param name="gradient">Receives InputCount values.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such output.</exception>
    /// <exception cref="ArgumentException">The span is too short.</exception>
    /// <remarks>
    /// Reverse accumulation in float32: the relative error is about (fan-in of all stages summed) · 2^-24. Only the rows of active neurons
    /// are read: it costs no more than <see cref="Forward"/>.
    /// </remarks>
    static abstract void Gradient(in TPattern pattern, int output, Span<float> gradient);

    /// <summary>The affine map y = A·x + b (before the link) of a pattern.</summary>
    /// <param name="pattern">Any pattern, realised or not.</param>
    /// <param name="weights">Receives A: OutputCount × InputCount values, row-major.</param>
    /// <param name="bias">Receives b: OutputCount values.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    /// <remarks>
    /// From the table where the pattern is in it (computed in float64, rounded once), else by reverse accumulation in float32 with
    /// the error of <see cref="Gradient"/>.
    /// </remarks>
    static abstract void AffineMapOf(in TPattern pattern, Span<float> weights, Span<float> bias);

    /// <summary>
    /// The pre-activations z = normal · x + offset of all hidden neurons where a pattern holds, in float64: the hyperplanes that bound
    /// its region. <see cref="RegionMargin"/> measures how far a point is from them.
    /// </summary>
    /// <param name="pattern">Any pattern, realised or not.</param>
    /// <param name="normals">Receives HiddenNeuronCount × InputCount values, row-major.</param>
    /// <param name="offsets">Receives HiddenNeuronCount values.</param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    /// <remarks>
    /// The relative error, compared with the sum of the magnitudes of the terms, is about (fan-in of all stages summed) · 2^-53. Cost: a
    /// multiplication for each weight of an active neuron and each input. A neuron that the build removed because its bit is constant has
    /// the normal 0 and the offset 1 or -1.
    /// </remarks>
    static abstract void BoundariesOf(in TPattern pattern, Span<double> normals, Span<double> offsets);

    /// <summary>
    /// The pre-activations of all hidden neurons at an input, then the outputs before the link, in float64; and for each a proved bound on
    /// its rounding error in <see cref="Forward"/>. Where |value| &gt; error, the bit of Forward's pattern is that of the exact network.
    /// </summary>
    /// <param name="input">At least InputCount values.</param>
    /// <param name="values">Receives HiddenNeuronCount + OutputCount values.</param>
    /// <param name="errors">
    /// Receives as many bounds: both what Forward computes in float32 and <paramref name="values"/> lie within them of the exact number, the
    /// latter within 2^-28 of them. Infinite or NaN where an input is not finite or float32 may overflow.
    /// </param>
    /// <exception cref="ArgumentException">A span is too short.</exception>
    /// <remarks>
    /// A running error analysis (Higham, Accuracy and Stability of Numerical Algorithms, 3.3): it holds for any order of summation, with
    /// fused multiply-add or without. Costs a forward pass in float64 and as much again. A neuron that the build removed because its bit is
    /// constant has the value ∞ or -∞ and the error 0.
    /// </remarks>
    static abstract void ErrorBoundsOf(ReadOnlySpan<float> input, Span<double> values, Span<double> errors);
}
