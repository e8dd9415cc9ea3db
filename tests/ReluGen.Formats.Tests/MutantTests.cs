using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using ReluGen.Core.Diagnostics;
using ReluGen.Core.Text;
using ReluGen.Tests.Shared;

namespace ReluGen.Formats.Tests;

/// <summary>Randomly damaged copies of real files end in an import or in an <see cref="InputException"/>, never otherwise. The seed is fixed.</summary>
public sealed class MutantTests : IDisposable
{
    private const int MutantsOfEachFile = 150;

    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(5);

    private readonly TemporaryFolder folder = new();

    public static TheoryData<string> Files =>
    [
        "nets/fc_2-2-3/model.onnx", "nets/fc1/model.onnx", "nets/one_input_two_branches/model.onnx", "nets/linear_bn_linear/model.onnx", "nets/numpyquant_mlp/model.onnx",
        "variants/batch_fixed_4/model.onnx", "variants/constant_nodes/model.onnx", "variants/external_data/model.onnx", "variants/float16/model.onnx", "variants/double/model.onnx",
        "variants/reshape_minus1/model.onnx", "variants/skip_connection_add/model.onnx", "titanic/titanic.onnx",
        "variants/relu_as_clip_min0/model.onnx", "variants/relu_as_max0/model.onnx", "variants/concat_input/model.onnx", "variants/squeeze_unsqueeze/model.onnx", "variants/argmax_head/model.onnx",
        "op_zoo/layer_zoo/conv/model.onnx", "op_zoo/layer_zoo/maxpool/model.onnx", "op_zoo/burn_ops/maxpool2d/model.onnx", "op_zoo/burn_ops/prelu_with_channel_slope/model.onnx",
        "op_zoo/burn_ops/transpose/model.onnx", "op_zoo/burn_fixtures/optional_input_clip/model.onnx",
        "nnet/small_nnet/model.nnet", "nnet/spiky_nnet/model.nnet", "nnet/fc_2-2-3/model.nnet",
        "other_formats/keras/single_pendulum/model.h5", "other_formats/keras/vcas_pra01/model.h5", "other_formats/keras/carlini_10_5x2_1/model.keras", "other_formats/rtneural_hello/model.json",
    ];

    public void Dispose() => folder.Dispose();

    [DataTheory]
    [MemberData(nameof(Files))]
    public void A_damaged_file_is_imported_or_refused(string file)
    {
        byte[] original = File.ReadAllBytes(DataFolder.Of(file));
        Try(original, "mutant" + Path.GetExtension(file), file.Length);
        if (file.EndsWith("titanic.onnx", StringComparison.Ordinal))
        {
            string text = NetworkWriter.Write(ModelFile.Read(DataFolder.Of(file)).Document);
            Try(Encoding.UTF8.GetBytes(text), "mutant.relunet", 1);
        }
    }

    private void Try(byte[] original, string name, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < MutantsOfEachFile; i++)
        {
            string path = folder.Write(name, Mutate(original, random));
            var watch = Stopwatch.StartNew();
            try
            {
                Assert.NotEmpty(ModelFile.Read(path).Network.Inputs);
            }
            catch (InputException e)
            {
                Assert.Matches("^RLG1[0-9]{3}$", e.Error.Id);
            }

            Assert.InRange(watch.Elapsed, TimeSpan.Zero, MostTime);
        }
    }

    /// <summary>Changes, removes, repeats or inserts a few bytes.</summary>
    private static byte[] Mutate(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (int changes = random.Next(1, 5); changes > 0 && bytes.Count > 0; changes--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 33), bytes.Count - at))); break;
                default: bytes.Insert(at, (byte)random.Next(256)); break;
            }
        }

        return [.. bytes];
    }
}
