namespace ReluGen.Tool.Pictures;

/// <summary>A point of a slice.</summary>
internal readonly record struct PlanePoint(double U, double V)
{
    /// <summary>The point at fraction <paramref name="t"/> of the way to <paramref name="other"/>.</summary>
    public PlanePoint Towards(PlanePoint other, double t) => new(U + (t * (other.U - U)), V + (t * (other.V - V)));
}

/// <summary>An affine function on a slice, in float64.</summary>
/// <param name="U">Coefficient of u.</param>
/// <param name="V">Coefficient of v.</param>
/// <param name="Constant">Value at the slice's lower left corner.</param>
/// <param name="Scale">Size of the numbers that were added up, to tell rounding errors from values.</param>
internal readonly record struct PlaneForm(double U, double V, double Constant, double Scale)
{
    /// <summary>Values below this may be rounding errors of zero.</summary>
    public double Tolerance => Scale * 1e-12;

    /// <summary>The value at a point.</summary>
    public double At(PlanePoint point) => (U * point.U) + (V * point.V) + Constant;

    public static PlaneForm operator -(PlaneForm form) => new(-form.U, -form.V, -form.Constant, form.Scale);

    public static PlaneForm operator -(PlaneForm left, PlaneForm right) =>
        new(left.U - right.U, left.V - right.V, left.Constant - right.Constant, left.Scale + right.Scale);
}
