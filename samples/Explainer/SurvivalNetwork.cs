using ReluGen;

namespace Explainer;

/// <summary>Survival of a passenger of the Titanic. The build fills this class from titanic.onnx.</summary>
[ReluNetwork("titanic.onnx")]
public partial class SurvivalNetwork;
