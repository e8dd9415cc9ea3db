using System;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;

namespace ReluGen.Core.Tests.Networks;

/// <summary>The model: checked on construction, equal by value, evaluated as the definitions say.</summary>
public sealed class NetworkTests
{
    [Fact]
    public void Absolute_value_has_two_regions_with_slopes_one_and_minus_one()
    {
        Network network = Absolute();
        Assert.Equal("10", PatternAt(network, 0.5f, out float right));
        Assert.Equal("01", PatternAt(network, -0.25f, out float left));
        Assert.Equal("00", PatternAt(network, 0, out float zero));
        Assert.Equal((0.5f, 0.25f, 0f), (right, left, zero));
        Assert.Equal((1, -1, 0, 0), (Slope("10"), Slope("01"), Slope("00"), Slope("11")));

        double Slope(string bits)
        {
            BitPattern.TryParse(bits, out BitPattern? pattern);
            return AffineMap64.Of(network, pattern!).Weights[0];
        }
    }

    [Fact]
    public void Names_domain_and_origin_do_not_change_the_hash_but_a_bit_of_a_weight_does()
    {
        Network network = Absolute();
        Network renamed = network.WithInputs([new InputFeature("other", -1, 1)]);
        Assert.Equal(network.ContentHash, renamed.ContentHash);
        Assert.NotEqual(network, renamed);
        Assert.Equal(network, network.WithOrigin(new NetworkOrigin("a.onnx", "")));
        Assert.NotEqual(network.ContentHash, Absolute(MathF.BitIncrement(1)).ContentHash);
        Assert.NotEqual(network.ContentHash, Absolute(bias: -0f).ContentHash);
    }

    [Fact]
    public void Parts_that_do_not_fit_are_refused()
    {
        var output = new AffineStage([new WeightBlock(0, 1, 2, [1, 2])], [0]);
        Assert.Throws<ArgumentException>(() => new Network(InputFeature.Unnamed(1), [], output));
        Assert.Throws<ArgumentException>(() => new Network([], [], new AffineStage([], [0])));
        Assert.Throws<ArgumentException>(() => new Network(InputFeature.Unnamed(1), [], new AffineStage([], [])));
        Assert.Throws<ArgumentException>(() => new Network([new InputFeature("x"), new InputFeature("x")], [], output));
        Assert.Throws<ArgumentException>(() => new Network([new InputFeature("x", 1, 0), new InputFeature("y")], [], output));
        Assert.Throws<ArgumentException>(() => new Network(InputFeature.Unnamed(2), [], new AffineStage([new WeightBlock(1, 1, 2, [1, 2])], [0])));
        Assert.Throws<ArgumentException>(() => new WeightBlock(0, 2, 2, [1]));
        Assert.Throws<ArgumentException>(() => new AffineStage([new WeightBlock(0, 2, 1, [1, 2])], [0]));
    }

    [Fact]
    public void The_input_limit_is_safe_and_nearly_tight()
    {
        Network network = Absolute(1024);
        float limit = InputLimit.Of(network);
        Assert.Equal(MathF.Pow(2, 116), limit); // (1024 + 1) · 2^116 is below 2^127, (1024 + 1) · 2^117 is not
        Assert.Equal(InputLimit.None, InputLimit.Of(Absolute(float.NaN)));
        Assert.Equal(InputLimit.None, InputLimit.Of(Absolute(1, float.MaxValue)));
    }

    private static Network Absolute(float weight = 1, float bias = 0)
    {
        HiddenStage stage = HiddenStage.Relu([new WeightBlock(0, 2, 1, [weight, -1])], [bias, 0]);
        return new Network(InputFeature.Unnamed(1), [stage], new AffineStage([new WeightBlock(1, 1, 2, [1, 1])], [0]));
    }

    private static string PatternAt(Network network, float x, out float output)
    {
        var outputs = new float[1];
        var words = new ulong[1];
        CanonicalForward.Run(network, [x], outputs, words);
        output = outputs[0];
        return BitPattern.From(2, words).ToString();
    }
}
