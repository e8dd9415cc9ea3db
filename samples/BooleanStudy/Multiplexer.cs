using ReluGen;

namespace BooleanStudy;

/// <summary>Learned x3 ? x1 : x2 among seven bits of noise. The build fills this class from boolean.relunet.</summary>
[ReluNetwork("boolean.relunet")]
public partial class Multiplexer;
