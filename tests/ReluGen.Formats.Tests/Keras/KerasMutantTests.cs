using System;
using System.Diagnostics;
using System.Linq;
using System.Text.RegularExpressions;
using ReluGen.Core.Diagnostics;

namespace ReluGen.Formats.Tests.Keras;

/// <summary>Configurations with other numbers, names and values than the weights fit, in whole archives: they are imported or refused. The seed is fixed.</summary>
public sealed class KerasMutantTests : IDisposable
{
    private const int Mutants = 700;

    private static readonly string[] Values = ["-1", "0", "1", "2", "3", "7", "1000000", "2147483647", "4294967296", "-9223372036854775808", "1e300", "0.5", "null", "true", "[]", "{}", "[1, 1]", "[[2]]", "\"same\"", "\"relu\"", "\"channels_first\"", "\"in\"", "[\"in\", 0, 0]"];

    private static readonly string[] Classes = ["Dense", "Conv1D", "Conv2D", "Conv3D", "DepthwiseConv2D", "BatchNormalization", "Normalization", "Rescaling", "PReLU", "ReLU", "Flatten", "Reshape", "Permute", "Concatenate", "Add", "Softmax", "MaxPooling2D", "AveragePooling1D", "GlobalMaxPooling2D", "ZeroPadding2D", "ZeroPadding1D", "InputLayer", "LSTM"];

    private static readonly Regex Value = new("(?<=[:\\[,] )(-?[0-9.]+|null|true|\"[^\"]*\")(?=[,\\]}])");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_configuration_that_does_not_fit_is_imported_or_refused()
    {
        string config = KerasFile.Functional(
            "4, 4, 2",
            "out",
            ("Conv2D", "c", "\"strides\": [1, 1], \"padding\": \"same\", \"data_format\": \"channels_last\", \"dilation_rate\": [1, 1], \"groups\": 1, \"activation\": \"relu\", \"use_bias\": true", "in"),
            ("ZeroPadding2D", "z", "\"padding\": [[1, 0], [0, 1]]", "c"),
            ("MaxPooling2D", "m", "\"pool_size\": [2, 2], \"strides\": [2, 2], \"padding\": \"valid\"", "z"),
            ("BatchNormalization", "b", "\"axis\": 3, \"epsilon\": 0.001, \"scale\": true, \"center\": true", "m"),
            ("Permute", "p", "\"dims\": [2, 1, 3]", "b"),
            ("Reshape", "r", "\"target_shape\": [-1]", "p"),
            ("Rescaling", "s", "\"scale\": 0.5, \"offset\": [1]", "r"),
            ("ReLU", "l", "\"max_value\": 3, \"negative_slope\": 0, \"threshold\": 0", "s"),
            ("Add", "a", "", "r l"),
            ("Concatenate", "j", "\"axis\": -1", "a l"),
            ("Dense", "out", "\"activation\": \"softmax\", \"use_bias\": true", "j"));
        int imported = 0;
        var random = new Random(7);
        for (int i = 0; i < Mutants; i++)
        {
            string mutant = i == 0 ? config : Mutate(config, random);
            var watch = Stopwatch.StartNew();
            try
            {
                ModelFile.Read(folder.Write("model.keras", Archive(mutant)));
                imported++;
            }
            catch (InputException e)
            {
                Assert.True(i > 0, e.Message);
                Assert.Matches("^RLG1[0-9]{3}$", e.Error.Id);
                Assert.DoesNotContain('\n', e.Message);
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), mutant);
        }

        // Many changes do no harm; none at all would mean that nothing was changed.
        Assert.InRange(imported, 1, Mutants - 1);
    }

    private static byte[] Archive(string config)
    {
        double[] Numbers(int count) => Enumerable.Range(0, count).Select(static i => 0.5 + i).ToArray();
        return KerasFile.Archive(
            config,
            ("conv2d", [Numbers(54), Numbers(3)], [[3, 3, 2, 3], [3]]),
            ("batch_normalization", [Numbers(3), Numbers(3), Numbers(3), Numbers(3)], [[3], [3], [3], [3]]),
            ("dense", [Numbers(48), Numbers(2)], [[24, 2], [2]]));
    }

    private static string Mutate(string config, Random random)
    {
        for (int changes = random.Next(1, 4); changes > 0; changes--)
        {
            MatchCollection places = Value.Matches(config);
            Match place = places[random.Next(places.Count)];
            bool isClass = config[..place.Index].EndsWith("\"class_name\": ", StringComparison.Ordinal);
            string value = isClass ? $"\"{Classes[random.Next(Classes.Length)]}\"" : random.Next(4) == 0 ? places[random.Next(places.Count)].Value : Values[random.Next(Values.Length)];
            config = config[..place.Index] + value + config[(place.Index + place.Length)..];
        }

        return config;
    }
}
