using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Diagnostics;
using System.IO;
using System.Linq;
using ReluGen.Benchmarks.Peers;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Evaluation;
using ReluGen.Core.Networks;
using ReluGen.Core.Patterns;
using ReluGen.Formats;
using ReluGen.Formats.Onnx;
using ReluGen.Tests.Shared;

namespace ReluGen.Benchmarks.Commands;

/// <summary><c>onnx-roundtrip</c>: ONNX Runtime opens what we write as ONNX, and gives our outputs.</summary>
internal static class OnnxRoundTripCommand
{
    private const int Rows = 32;

    /// <summary>Largest difference, in units of the largest output of the row and at least 1: float32 sums in another order.</summary>
    private const double Tolerance = 1e-4;

    private const string CheckerScript =
        """
        import glob, sys, onnx
        files = glob.glob(sys.argv[1] + "/*.onnx")
        for file in files:
            onnx.checker.check_model(file, full_check=True)
        print(f"{len(files)} files accepted by onnx.checker {onnx.__version__} (full_check)")
        """;

    public static Command Create()
    {
        var command = new Command("onnx-roundtrip", "Writes every network of the shared data that is read as ONNX and compares ONNX Runtime's outputs with the reference; exit code 1 if one differs.");
        var python = new Option<string?>("--python") { Description = "A Python that has the package onnx: its checker reads every file too." };
        command.Add(python);
        command.SetAction(parsed => Run(parsed.GetValue(python)));
        return command;
    }

    private static int Run(string? python)
    {
        if (OnnxRuntimeLibrary.FindOrInstall() is not { } library || DataFolder.Root is null)
        {
            Console.WriteLine("skipped: " + (DataFolder.SkipReason ?? "ONNX Runtime is not installed"));
            return 0;
        }

        OrtApi api = OrtApi.Load(library);
        int compared = 0;
        int refused = 0;
        int differing = 0;
        double worst = 0;
        foreach (string path in Models())
        {
            if (Read(path) is not { } network)
            {
                refused++;
                continue;
            }

            double difference = DifferenceOf(api, network);
            compared++;
            worst = Math.Max(worst, difference);
            if (!(difference <= Tolerance))
            {
                differing++;
                Console.WriteLine(FormattableString.Invariant($"{Path.GetRelativePath(DataFolder.Root, path)}: {difference:E2}"));
            }
        }

        Console.WriteLine(FormattableString.Invariant($"{compared} networks written and run by ONNX Runtime, {Rows} rows each: {differing} differ, largest relative difference {worst:E2}; {refused} files are not networks that ReluGen reads"));
        return differing == 0 && (python is null || CheckerAccepts(python)) ? 0 : 1;
    }

    /// <summary>Writes all networks once more, as files, and lets <c>onnx.checker</c> read them.</summary>
    private static bool CheckerAccepts(string python)
    {
        string folder = Directory.CreateTempSubdirectory("relugen-benchmarks-").FullName;
        try
        {
            foreach ((Network network, int i) in Models().Select(Read).OfType<Network>().Select(static (network, i) => (network, i)))
            {
                using FileStream file = File.Create(Path.Combine(folder, FormattableString.Invariant($"{i}.onnx")));
                OnnxWriter.Write(network, file);
            }

            using Process process = Process.Start(new ProcessStartInfo(python, ["-c", CheckerScript, folder]))!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<string> Models() =>
        ((string[])["nets", "nnet", "trained", "variants", "degenerate", "pairs", "titanic", "op_zoo"])
            .SelectMany(static part => Directory.GetFiles(DataFolder.Of(part), "*", SearchOption.AllDirectories))
            .Where(static path => path.EndsWith(".onnx", StringComparison.Ordinal) || path.EndsWith(".nnet", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    private static Network? Read(string path)
    {
        try
        {
            return ModelFile.Read(path).Network;
        }
        catch (InputException)
        {
            return null;
        }
    }

    private static unsafe double DifferenceOf(OrtApi api, Network network)
    {
        using var bytes = new MemoryStream();
        OnnxWriter.Write(network, bytes);
        nint session = api.OpenSession(bytes.ToArray());
        float[] inputs = Inputs(network);
        var outputs = new float[Rows * network.OutputCount];
        fixed (float* input = inputs, output = outputs)
        {
            api.Run(session, OrtApi.Names(OnnxWriter.Input), api.Tensor(input, Rows, network.InputCount), OrtApi.Names(OnnxWriter.Output), api.Tensor(output, Rows, network.OutputCount));
        }

        double worst = 0;
        var expected = new double[network.OutputCount];
        for (int row = 0; row < Rows; row++)
        {
            double[] x = Array.ConvertAll(inputs[(row * network.InputCount)..((row + 1) * network.InputCount)], static v => (double)v);
            ReferenceForward.Run(network, x, expected, new ulong[BitPattern.WordCountOf(network.HiddenNeuronCount)]);
            ReferenceForward.ApplyLink(network.Link, expected);
            double scale = Math.Max(1, expected.Max(Math.Abs));
            for (int o = 0; o < expected.Length; o++)
            {
                worst = Math.Max(worst, Math.Abs(expected[o] - outputs[(row * expected.Length) + o]) / scale);
            }
        }

        return worst;
    }

    /// <summary>Points of the domain where it is bounded, else of [-1, 1].</summary>
    private static float[] Inputs(Network network)
    {
        var random = new Random(1);
        var rows = new float[Rows * network.InputCount];
        for (int i = 0; i < rows.Length; i++)
        {
            InputFeature feature = network.Inputs[i % network.InputCount];
            bool isBounded = !double.IsInfinity(feature.Lower) && !double.IsInfinity(feature.Upper);
            (double low, double high) = isBounded ? (feature.Lower, feature.Upper) : (-1, 1);
            rows[i] = (float)(low + ((high - low) * random.NextDouble()));
        }

        return rows;
    }
}
