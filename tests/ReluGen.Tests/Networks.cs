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

/// <summary>0, then up, then down, then 0: four regions, three maps.</summary>
[ReluNetwork("bump.relunet")]
public partial class Bump;

/// <summary>Sixteen regions, twelve maps.</summary>
[ReluNetwork("tents.relunet")]
public partial class Tents;
