namespace ReluGen.Core.Analysis.Regions.Search;

/// <summary>Finds points well inside one side of a cut cell and certifies them in float64.</summary>
internal sealed class WitnessFinder(FloatBox box)
{
    private readonly double[] candidate = new double[box.Dimension];

    /// <summary>
    /// The mean of the known vertices on the side, of the points where the others are seen across the cut, and of a point towards the
    /// cell's own witness. Null if no vertex lies on the side or if float64 does not certify the point.
    /// </summary>
    public double[]? Central(Question question, bool positive)
    {
        double sign = positive ? 1 : -1;
        FloatForms forms = question.Forms.Float!;
        Vertex? top = null;
        double topValue = 0;
        foreach (Vertex vertex in question.Cell.Vertices)
        {
            double value = sign * forms.ValueAt(question.Index, vertex.Point);
            if (value > topValue)
            {
                topValue = value;
                top = vertex;
            }
        }

        return top is null ? null : Mean(question, sign, top, topValue) ?? Towards(question, sign, top, topValue);
    }

    private double[]? Mean(Question question, double sign, Vertex top, double topValue)
    {
        FloatForms forms = question.Forms.Float!;
        double[] witness = question.Cell.Witness!;
        double weight = 1;
        System.Array.Clear(candidate, 0, candidate.Length);
        Accumulate(witness, Share(topValue, sign * forms.ValueAt(question.Index, witness)), top.Point, 1);
        foreach (Vertex vertex in question.Cell.Vertices)
        {
            double value = sign * forms.ValueAt(question.Index, vertex.Point);
            Accumulate(vertex.Point, value >= 0 ? 1 : topValue / (topValue - value), top.Point, 1);
            weight++;
        }

        var mean = new double[candidate.Length];
        for (int j = 0; j < mean.Length; j++)
        {
            mean[j] = candidate[j] / weight;
        }

        return IsCertified(question, sign, mean) ? mean : null;
    }

    /// <summary>A point between the vertex and the cell's witness, which is interior because the witness is.</summary>
    private double[]? Towards(Question question, double sign, Vertex top, double topValue)
    {
        double[] witness = question.Cell.Witness!;
        double share = Share(topValue, sign * question.Forms.Float!.ValueAt(question.Index, witness));
        var point = new double[witness.Length];
        for (int j = 0; j < point.Length; j++)
        {
            point[j] = top.Point[j] + (share * (witness[j] - top.Point[j]));
        }

        return IsCertified(question, sign, point) ? point : null;
    }

    /// <summary>How far to go from the vertex to the witness: half way, or half way to the cut where the witness lies beyond it.</summary>
    private static double Share(double topValue, double witnessValue) =>
        witnessValue >= 0 ? 0.5 : 0.5 * topValue / (topValue - witnessValue);

    /// <summary>Adds weight · (top + share · (point − top)).</summary>
    private void Accumulate(double[] point, double share, double[] top, double weight)
    {
        for (int j = 0; j < candidate.Length; j++)
        {
            candidate[j] += weight * (top[j] + (share * (point[j] - top[j])));
        }
    }

    /// <summary>True if rigorous bounds show that the point lies strictly inside all constraints, the side and the box.</summary>
    private bool IsCertified(Question question, double sign, double[] point)
    {
        FloatForms forms = question.Forms.Float!;
        if (!(sign * forms.ValueAt(question.Index, point) > forms.Noise[question.Index]) || !box.IsInside(point))
        {
            return false;
        }

        foreach (Cut cut in question.Cell.Cuts)
        {
            if (!(cut.ValueAt(point) > cut.Noise))
            {
                return false;
            }
        }

        return true;
    }
}
