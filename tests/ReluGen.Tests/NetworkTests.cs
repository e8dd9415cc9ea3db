using System;
using System.Linq;

namespace ReluGen.Tests;

/// <summary>Generated networks as an app calls them.</summary>
public sealed class NetworkTests
{
    [Theory]
    [InlineData(0.5f, "10", 0.5f, 1f, 1)]
    [InlineData(-0.25f, "01", 0.25f, -1f, 0)]
    [InlineData(0f, "00", 0f, 0f, -1)]
    public void Absolute_value_is_explained(float x, string pattern, float y, float slope, int region)
    {
        var output = new float[1];
        Absolute.Pattern actual = Absolute.Forward([x], output);
        Assert.Equal(pattern, actual.ToString());
        Assert.Equal(y, output[0]);
        var gradient = new float[1];
        Absolute.Gradient(actual, 0, gradient);
        Assert.Equal(slope, gradient[0]);
        Assert.Equal(region >= 0, Absolute.Regions.TryFind(actual, out int index));
        Assert.Equal(region, index);
        var weights = new float[1];
        var bias = new float[1];
        Absolute.AffineMapOf(actual, weights, bias);
        Assert.Equal((slope, 0f), (weights[0], bias[0]));
    }

    [Fact]
    public void The_region_table_holds_what_the_samples_visit()
    {
        RegionTable<Absolute.Pattern> regions = Absolute.Regions;
        Assert.Equal((2, 3L), (regions.Count, regions.SampleCount));
        string seen = "";
        foreach (Region<Absolute.Pattern> region in regions)
        {
            seen += $"{region.Pattern} {region.SampleCount} {region.Witness[0]} {region.Map.Row(0)[0]} {region.Map.Bias[0]};";
        }

        Assert.Equal("01 2 -1 -1 0;10 1 1 1 0;", seen);
        Assert.True(regions.IsComplete);
        Assert.False(Wide.Regions.IsComplete);
        Assert.Throws<ArgumentOutOfRangeException>(() => Absolute.Regions[2].Index);
        Assert.Throws<ArgumentOutOfRangeException>(() => Absolute.Regions[-1].Index);
        Assert.False(Wide.Regions.TryFind(default, out _));
        Assert.Equal(0, Affine.Regions.Count);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 8)]
    [InlineData(63, 2)]
    [InlineData(1000, 1)]
    [InlineData(1000, 2)]
    [InlineData(1000, 7)]
    [InlineData(20000, 3)]
    public void Threads_change_no_bit_of_a_batch(int rows, int threads)
    {
        var random = new Random(rows);
        float[] inputs = [.. Enumerable.Range(0, rows * Wide.InputCount).Select(_ => random.NextSingle() * 8 - 4)];
        var outputs = new float[rows * Wide.OutputCount];
        var patterns = new Wide.Pattern[rows];
        Wide.ForwardBatch(inputs, outputs, patterns, threads);
        var row = new float[Wide.OutputCount];
        for (int i = 0; i < rows; i++)
        {
            Assert.Equal(Wide.Forward(inputs.AsSpan(i * Wide.InputCount, Wide.InputCount), row), patterns[i]);
            Assert.Equal(row, outputs.AsSpan(i * Wide.OutputCount, Wide.OutputCount).ToArray());
        }

        var alone = new float[outputs.Length];
        Wide.ForwardBatch(inputs, alone, [], threads);
        Assert.Equal(outputs, alone);
    }

    [Fact]
    public void A_batch_needs_a_thread_and_whole_rows()
    {
        Assert.Throws<ArgumentOutOfRangeException>("threads", static () => Absolute.ForwardBatch([1, 2], new float[2], [], 0));
        Assert.Throws<ArgumentException>("outputs", static () => Absolute.ForwardBatch([1, 2], Array.Empty<float>().AsSpan(), [], 2));
    }

    [Fact]
    public void Sizes_and_names_are_those_of_the_file()
    {
        Assert.Equal((3, 4, 70, 70 * 4 + 4 * 74), (Wide.InputCount, Wide.OutputCount, Wide.HiddenNeuronCount, Wide.ParameterCount));
        Assert.Equal(["a", "b", "c"], Wide.InputNames.ToArray());
        Assert.Equal(3, InputsOf<Wide>());
        Assert.Equal("", PatternOf<Affine, Affine.Pattern>([1, 2]).ToString());

        static int InputsOf<T>()
            where T : IReluNetwork<T> => T.InputCount;

        static TPattern PatternOf<T, TPattern>(float[] input)
            where T : IReluNetwork<T, TPattern>
            where TPattern : unmanaged, IActivationPattern<TPattern> => T.Forward(input, new float[T.OutputCount]);
    }

    [Fact]
    public void In_its_region_the_network_is_the_affine_map()
    {
        var random = new Random(2);
        for (int row = 0; row < 200; row++)
        {
            float[] input = Enumerable.Range(0, 3).Select(_ => random.Next(-64, 65) / 8f).ToArray();
            var output = new float[4];
            Wide.Pattern pattern = Wide.Forward(input, output);
            var weights = new float[12];
            var bias = new float[4];
            Wide.AffineMapOf(pattern, weights, bias);
            var contributions = new double[3];
            for (int o = 0; o < 4; o++)
            {
                // Weights and inputs are multiples of 1/8 and small: all sums are exact in float32.
                Assert.Equal(output[o], new AffineMap(weights, bias, 3).Contributions(o, input, contributions));
                Assert.Equal(output[o], bias[o] + contributions.Sum());
            }
        }
    }

    [Fact]
    public void A_batch_is_its_rows()
    {
        var random = new Random(3);
        float[] inputs = Enumerable.Range(0, 33 * 3).Select(_ => random.NextSingle() * 4 - 2).ToArray();
        inputs[10] = float.NaN;
        var outputs = new float[33 * 4];
        var patterns = new Wide.Pattern[33];
        Wide.ForwardBatch(inputs, outputs, patterns);
        var without = new float[33 * 4];
        Wide.ForwardBatch(inputs, without, default);
        Assert.Equal(outputs, without);
        for (int row = 0; row < 33; row++)
        {
            var output = new float[4];
            Assert.Equal(Wide.Forward(inputs.AsSpan(row * 3, 3), output), patterns[row]);
            Assert.Equal(output, outputs.AsSpan(row * 4, 4).ToArray());
        }

        Assert.True(float.IsNaN(outputs[3 * 4]));
        Wide.ForwardBatch(default, default, default);
    }

    // The lengths are wrong on purpose; the build would warn of them.
#pragma warning disable RLG3007
    [Fact]
    public void Spans_that_do_not_fit_are_refused()
    {
        Assert.Equal("input", Assert.Throws<ArgumentException>(() => Wide.Forward(new float[2], new float[4])).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => Wide.Forward(new float[3], new float[3])).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentException>(() => Wide.Predict(new float[3], new float[3])).ParamName);
        Assert.Equal("inputs", Assert.Throws<ArgumentException>(() => Wide.ForwardBatch(new float[4], new float[4], default)).ParamName);
        Assert.Equal("outputs", Assert.Throws<ArgumentException>(() => Wide.ForwardBatch(new float[6], new float[4], default)).ParamName);
        Assert.Equal("patterns", Assert.Throws<ArgumentException>(() => Wide.ForwardBatch(new float[6], new float[8], new Wide.Pattern[1])).ParamName);
        Assert.Equal("gradient", Assert.Throws<ArgumentException>(() => Wide.Gradient(default, 0, new float[2])).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentOutOfRangeException>(() => Wide.Gradient(default, 4, new float[3])).ParamName);
        Assert.Equal("output", Assert.Throws<ArgumentOutOfRangeException>(() => Wide.Gradient(default, -1, new float[3])).ParamName);
        Assert.Equal("weights", Assert.Throws<ArgumentException>(() => Wide.AffineMapOf(default, new float[11], new float[4])).ParamName);
        Assert.Equal("bias", Assert.Throws<ArgumentException>(() => Wide.AffineMapOf(default, new float[12], new float[3])).ParamName);
    }
#pragma warning restore RLG3007

    [Fact]
    public void The_margin_says_how_far_an_explanation_holds()
    {
        var normals = new double[2];
        var offsets = new double[2];
        Absolute.BoundariesOf(Absolute.Pattern.Parse("01"), normals, offsets);
        Assert.Equal([1, -1], normals);
        Assert.Equal([0, 0], offsets);
        var down = new double[1];
        var up = new double[1];
        Assert.Equal(new RegionMargin(0.25, 0.25, 0), RegionMargin.Of([-0.25f], normals, offsets, down, up));
        Assert.Equal((double.PositiveInfinity, 0.25), (down[0], up[0]));
        Assert.Equal(new RegionMargin(double.PositiveInfinity, double.PositiveInfinity, -1), RegionMargin.Of([1, 2], default, default));
        Assert.Throws<ArgumentException>(() => RegionMargin.Of([1, 2], normals, offsets));
        Assert.Equal("normals", Assert.Throws<ArgumentException>(() => Absolute.BoundariesOf(default, new double[1], offsets)).ParamName);
        Assert.Equal("offsets", Assert.Throws<ArgumentException>(() => Absolute.BoundariesOf(default, normals, new double[1])).ParamName);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var input = new float[3];
        var output = new float[4];
        var weights = new float[12];
        var normals = new double[70 * 3];
        var offsets = new double[70];
        Use(input, output, weights, normals, offsets);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Use(input, output, weights, normals, offsets);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void Use(float[] input, float[] output, float[] weights, double[] normals, double[] offsets)
        {
            Wide.Pattern pattern = Wide.Forward(input, output);
            Wide.Predict(input, output);
            Wide.Gradient(pattern, 1, input);
            Wide.AffineMapOf(pattern, weights, output);
            Wide.ForwardBatch(input, output, default);
            Wide.BoundariesOf(pattern, normals, offsets);
            RegionMargin.Of(input, normals, offsets);
            Wide.Regions.TryFind(pattern, out _);
            Absolute.Regions.TryFind(default, out _);
            foreach (Region<Absolute.Pattern> region in Absolute.Regions)
            {
                _ = region.Map.Bias[0] + region.Witness[0] + region.SampleCount;
            }
        }
    }
}
