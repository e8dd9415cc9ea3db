namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>
/// A vertex of a cell, found in float64: the coordinates <see cref="Free"/> are fixed by as many cuts, the others lie on a face
/// of the box. Only a guide of the search; nothing is proved by it.
/// </summary>
/// <param name="Point">Its coordinates.</param>
/// <param name="Cuts">Indices of the cuts that meet here.</param>
/// <param name="Free">The coordinates that these cuts fix; as many.</param>
/// <param name="Inverse">Inverse of the matrix (cut × free coordinate), row-major: free coordinate × cut.</param>
internal sealed record Vertex(double[] Point, int[] Cuts, int[] Free, double[] Inverse)
{
    /// <summary>A corner of a box.</summary>
    public static Vertex Corner(double[] point) => new(point, [], [], []);
}
