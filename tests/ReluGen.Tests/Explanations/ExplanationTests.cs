using System;
using ReluGen.Explanations;

namespace ReluGen.Tests.Explanations;

/// <summary>Explanations and their certificates, as an app asks for them.</summary>
public sealed class ExplanationTests
{
    // |x| at 0.5: to reach 0 the row has to go to 0; to reach -1 by the map x it would have to leave the region at 0.
    [Theory]
    [InlineData(0.25f, 0.25f, true, 1.0, -1)]
    [InlineData(-1f, 1.5f, false, 1.0 / 3, 0)]
    public void The_nearest_counterfactual_says_where_the_region_ends(float threshold, float distance, bool stays, double reach, int neuron)
    {
        double[] normals = new double[2], offsets = new double[2], target = new double[1];
        Absolute.BoundariesOf(Absolute.Pattern.Parse("10"), normals, offsets);

        Counterfactual found = Counterfactual.Of([0.5f], [1], 0.5, threshold, normals, offsets, target);

        Assert.Equal(new Counterfactual(distance, stays, reach, neuron), found);
        Assert.Equal([threshold], target);
    }

    [Fact]
    public void Norms_differ_in_what_is_nearest()
    {
        double[] target = new double[2];

        // 3x + 4y = 25 from the origin.
        Assert.Equal(5, Counterfactual.Of([0, 0], [3, 4], 0, 25, [], [], target).Distance);
        Assert.Equal([3, 4], target);
        Assert.Equal(25.0 / 7, Counterfactual.Of([0, 0], [3, 4], 0, 25, [], [], target, ChangeNorm.Maximum).Distance);
        Assert.Equal([25.0 / 7, 25.0 / 7], target);
        Assert.Equal(double.PositiveInfinity, Counterfactual.Of([1, 2], [0, 0], 1, 0, [], [], target).Distance);
        Assert.Equal([1, 2], target);
        Assert.Equal(0, Counterfactual.Of([1, 2], [0, 0], 0, 0, [], [], target).Distance);
        Assert.Throws<ArgumentException>(() => Counterfactual.Of([1, 2], [0], 1, 0, [], [], new double[2]));
    }

    [Fact]
    public void Beyond_a_neuron_the_map_differs_by_a_matrix_of_rank_one()
    {
        float[] weights = new float[12], bias = new float[4], beyond = new float[12], beyondBias = new float[4];
        double[] normals = new double[70 * 3], offsets = new double[70], factors = new double[4];
        Wide.Pattern pattern = Wide.Forward([0.5f, -1.25f, 2], new float[4]);
        Wide.AffineMapOf(pattern, weights, bias);
        Wide.BoundariesOf(pattern, normals, offsets);
        for (int neuron = 0; neuron < 70; neuron++)
        {
            Wide.Pattern next = FacetChange.Across<Wide, Wide.Pattern>(pattern, neuron, new AffineMap(weights, bias, 3), normals.AsSpan(neuron * 3, 3), beyond, beyondBias, factors);

            Assert.Equal((1, !pattern[neuron]), (pattern.HammingDistance(next), next[neuron]));
            for (int o = 0; o < 4; o++)
            {
                Assert.Equal(bias[o] + (factors[o] * offsets[neuron]), beyondBias[o], 1e-4);
                for (int j = 0; j < 3; j++)
                {
                    Assert.Equal(weights[(o * 3) + j] + (factors[o] * normals[(neuron * 3) + j]), beyond[(o * 3) + j], 1e-4);
                }
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => FacetChange.Across<Wide, Wide.Pattern>(pattern, 70, new AffineMap(weights, bias, 3), normals.AsSpan(0, 3), beyond, beyondBias, factors));
    }

    [Fact]
    public void Contributions_against_a_reference_are_complete_and_say_their_convention()
    {
        float[] weights = [2, -3, 4, 1], bias = [0.5f, 1.5f];
        var map = new AffineMap(weights, bias, 2);
        double[] contributions = new double[2];

        Attribution zero = Attribution.Of(map, 0, [3, 5], ContributionReference.Zero, contributions);
        Assert.Equal([6, -15], contributions);
        Assert.Equal((0.5, -8.5, "weights times values"), (zero.Baseline, zero.Sum, zero.ToString()));

        Attribution mean = Attribution.Of(map, 0, [3, 5], ContributionReference.MeanOf([1, 4]), contributions);
        Assert.Equal([4, -3], contributions);
        Assert.Equal((-9.5, -8.5, ReferenceKind.Mean), (mean.Baseline, mean.Sum, mean.Reference));
        Assert.Equal("weights times differences from the mean", mean.ToString());

        // The rows of A less their mean (3, -1), b less 1.
        Attribution shifted = Attribution.Of(map, 0, [3, 5], ContributionReference.Of([1, 4]), contributions, removeCommonShift: true);
        Assert.Equal([-2, -2], contributions);
        Assert.Equal((-9.5, -13.5, true), (shifted.Baseline, shifted.Sum, shifted.IsCommonShiftRemoved));
        Assert.Equal("weights times differences from the reference, less the mean over the outputs", shifted.ToString());

        // y1 = 18.5 and the mean of both is 5, so y0 less it is -13.5.
        Assert.InRange(shifted.ErrorBound([-8.5, 18.5], [0, 0]), 0, 1e-12);
        Assert.InRange(shifted.ErrorBound([-8.25, 18.5], [0, 0]), 0.125, 0.126);
        Assert.Throws<ArgumentException>(() => Attribution.Of(new AffineMap(weights, bias, 2), 0, [3, 5], ContributionReference.Of([1]), contributions));
        Assert.Throws<ArgumentOutOfRangeException>(() => Attribution.Of(new AffineMap(weights, bias, 2), 2, [3, 5], ContributionReference.Zero, contributions));
        Assert.Throws<ArgumentException>(() => zero.ErrorBound([1], [1, 2]));
    }

    [Fact]
    public void An_explanation_allocates_nothing()
    {
        float[] row = [1, -2, 3], outputs = new float[4], weights = new float[12], bias = new float[4], beyond = new float[12], beyondBias = new float[4];
        double[] values = new double[74], errors = new double[74], normals = new double[210], offsets = new double[70], contributions = new double[3], target = new double[3], factors = new double[4];
        Explain();

        long before = GC.GetAllocatedBytesForCurrentThread();
        double sum = Explain();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(outputs[1], sum, 1e-4);

        double Explain()
        {
            Wide.Pattern pattern = Wide.Forward(row, outputs);
            Wide.AffineMapOf(pattern, weights, bias);
            Wide.BoundariesOf(pattern, normals, offsets);
            Wide.ErrorBoundsOf(row, values, errors);
            var map = new AffineMap(weights, bias, 3);
            Attribution attribution = Attribution.Of(map, 1, row, ContributionReference.Zero, contributions);
            attribution.ErrorBound(values.AsSpan(70), errors.AsSpan(70));
            BitMargins margins = BitMargins.Of(values.AsSpan(0, 70), errors.AsSpan(0, 70));
            RegionMargin margin = RegionMargin.Of(row, normals, offsets);
            Counterfactual.Of(row, contributions, attribution.Sum, 0, normals, offsets, target);
            FacetChange.Across<Wide, Wide.Pattern>(pattern, margin.Neuron, map, normals.AsSpan(margin.Neuron * 3, 3), beyond, beyondBias, factors);
            return margins.BitCount > 0 ? attribution.Sum : double.NaN;
        }
    }
}
