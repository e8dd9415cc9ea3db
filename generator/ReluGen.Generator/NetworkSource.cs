namespace ReluGen.Generator;

/// <summary>A generated file.</summary>
internal sealed record NetworkSource(string HintName, string Text);
