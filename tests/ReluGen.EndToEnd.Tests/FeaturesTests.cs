using System;
using System.Globalization;
using System.IO;
using System.Linq;
using ReluGen.Tests.Shared;
using ReluGen.Tests.Shared.Packages;

namespace ReluGen.EndToEnd.Tests;

/// <summary>A features file beside a model of a project.</summary>
[Collection(nameof(PackageCollection))]
public sealed class FeaturesTests(Package package)
{
    [Fact]
    public void A_features_file_comes_changes_and_goes()
    {
        App app = new App(package).Write("net.relunet", App.Model).Project("""<ReluNetwork Include="net.relunet" />""").Program("net.relunet");
        app.BuildOk();
        Assert.Equal(App.Answer, app.Run());

        // At (3, 1) the network now reads (3 - 1) / 0.5 = 4 and 1: neurons 3 and 2.5, output 8.
        app.Write("net.features.json", """{"features": [{"name": "x0", "mean": 1, "scale": 0.5}, {"name": "x1"}]}""");
        Assert.Equal(1, BuildOutput.Conversions(app.BuildOk("--no-restore")));
        Assert.Equal("8 11", app.Run());
        Assert.Equal(0, BuildOutput.Conversions(app.BuildOk("--no-restore")));

        app.Write("net.features.json", "{\"features\": [\n{\"name\": \"x0\", \"scale\": 0}]}");
        CommandResult broken = app.Build("--no-restore");
        Assert.NotEqual(0, broken.ExitCode);
        Assert.Contains("net.features.json(2,", broken.Output);
        Assert.Contains("error RLG1011: ", broken.Output);

        File.Delete(app.PathOf("net.features.json"));
        app.Write("other.json", """{"features": [{"name": "x0"}, {"name": "x1", "mean": -1}]}""")
            .Project("""<ReluNetwork Include="net.relunet" FeaturesFile="other.json" />""");
        app.BuildOk("--no-restore");

        // The network reads 3 and 2: neurons 1 and 3.25, output 7.5.
        Assert.Equal("7.5 11", app.Run());

        // A misspelt name has no effect, and every build says so.
        app.Project("""<ReluNetwork Include="net.relunet" FeatureFile="other.json" />""");
        Assert.Contains("App.csproj : warning RLG1014: The metadata 'FeatureFile'", app.BuildOk("--no-restore"));
        Assert.DoesNotContain("warning RLG1014", app.BuildOk("--no-restore", "-p:NoWarn=RLG1014"));
    }

    /// <summary>What the page of docs/preprocessing.md ends in. The scales are powers of two, so that rows in original units scale to the rows of the reference exactly.</summary>
    [DataFact]
    public void A_Keras_model_with_its_scaler_predicts_and_explains_in_original_units()
    {
        ReferenceFile reference = ReferenceFile.Read("other_formats/keras/single_pendulum");
        (double[] means, double[] scales) = ([0.5, -12], [2, 0.25]);
        double[][] rows = [.. reference.Cases.Select(c => c.X.Select((x, j) => (x * scales[j]) + means[j]).ToArray())];
        App app = new App(package)
            .Write("model.features.json", """{"features": [{"name": "angle", "unit": "rad", "mean": 0.5, "scale": 2.0}, {"name": "speed", "mean": -12.0, "scale": 0.25}]}""")
            .Project("""<ReluNetwork Include="model.h5" />""")
            .Write("Program.cs", ExplainingProgram(rows));
        File.WriteAllBytes(app.PathOf("model.h5"), File.ReadAllBytes(reference.ModelPath));
        app.BuildOk();

        string[] lines = app.Run().Split('\n');
        Assert.Equal("angle speed", lines[0]);
        for (int i = 0; i < rows.Length; i++)
        {
            // Output, then what each feature contributes: by the reference's map A of scaled values, A / scale for each of its units.
            double[] actual = [.. lines[i + 1].Split(' ').Select(static word => double.Parse(word, CultureInfo.InvariantCulture))];
            Assert.Equal(reference.Cases[i].Y[0], actual[0], 1e-5);
            if (reference.Cases[i].Margin > 1e-4)
            {
                double[] expected = [.. rows[i].Select((x, j) => reference.Cases[i].A![0][j] / scales[j] * x)];
                Assert.All(expected.Zip(actual.Skip(1)), static pair => Assert.InRange(pair.Second - pair.First, -1e-5 * Math.Max(1, Math.Abs(pair.First)), 1e-5 * Math.Max(1, Math.Abs(pair.First))));
            }
        }
    }

    /// <summary>Prints the names of the inputs, then a line a row.</summary>
    private static string ExplainingProgram(double[][] rows) => $$"""
        using System;
        using System.Globalization;
        using ReluGen;
        using ReluGen.Explanations;

        Console.WriteLine(string.Join(" ", Model.InputNames.ToArray()));
        float[][] rows = [{{string.Join(", ", rows.Select(static row => "[" + string.Join(", ", row.Select(static x => x.ToString("R", CultureInfo.InvariantCulture) + "f")) + "]"))}}];
        foreach (float[] row in rows)
        {
            float[] output = new float[Model.OutputCount], weights = new float[Model.OutputCount * Model.InputCount], bias = new float[Model.OutputCount];
            double[] parts = new double[Model.InputCount];
            Model.AffineMapOf(Model.Forward(row, output), weights, bias);
            Attribution.Of(new AffineMap(weights, bias, Model.InputCount), 0, row, ContributionReference.Zero, parts);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{output[0]} {parts[0]} {parts[1]}"));
        }

        [ReluNetwork("model.h5")]
        partial class Model;
        """;
}
