using ReluGen;

namespace Moons;

/// <summary>Which of two half-moons a point of the plane belongs to: the upper one below zero, the lower one above. The build fills this class from moons.onnx.</summary>
[ReluNetwork("moons.onnx")]
public partial class MoonsNetwork;
