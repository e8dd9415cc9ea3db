using ReluGen;

namespace Titanic;

/// <summary>Survival of a passenger. The build fills this class from titanic.onnx.</summary>
[ReluNetwork("titanic.onnx")]
public partial class SurvivalNetwork;
