namespace ReluGen.Formats.Layers;

/// <summary>A tensor of a <see cref="LayerGraph"/>.</summary>
/// <param name="Name">Its name in the graph.</param>
/// <param name="Rank">Number of its axes, the batch counted.</param>
internal sealed record LayerTensor(string Name, int Rank);
