namespace ReluGen.Tests;

/// <summary>|x|, with a table of its two regions.</summary>
[ReluNetwork("absolute.relunet")]
public partial class Absolute;

/// <summary>70 neurons, 4 outputs, softmax.</summary>
[ReluNetwork("wide.relunet")]
public partial class Wide;

/// <summary>No hidden stage.</summary>
[ReluNetwork("affine.relunet")]
public partial class Affine;

/// <summary>x3 ? x1 : x2 on the corners of the cube.</summary>
[ReluNetwork("multiplexer.relunet")]
public partial class Multiplexer;
