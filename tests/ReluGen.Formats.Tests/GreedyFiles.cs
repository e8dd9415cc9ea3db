using System.Collections.Generic;
using System.Linq;
using System.Text;
using ReluGen.Formats.Tests.Keras;

namespace ReluGen.Formats.Tests;

/// <summary>Small files of formats with layers that ask for as much memory as is granted, or more, by name with an extension.</summary>
internal static class GreedyFiles
{
    public static Dictionary<string, byte[]> All => new()
    {
        ["objects.json"] = Json($"{{\"in_shape\": [1], \"layers\": [{Repeat("{}", 400_000)}]}}"),
        ["arrays.json"] = Json($"{{\"in_shape\": [1], \"layers\": [{Repeat("[]", 400_000)}]}}"),
        ["numbers.json"] = Json($"{{\"in_shape\": [1], \"layers\": [{{\"type\": \"dense\", \"weights\": [[[{Repeat("1", 2_000_000)}]]]}}]}}"),
        ["rows.json"] = Json($"{{\"in_shape\": [200000], \"layers\": [{{\"type\": \"dense\", \"weights\": [[{Repeat("[1]", 200_000)}]]}}]}}"),
        ["wide.keras"] = KerasFile.Archive(KerasFile.Sequential("1000000", ("Activation", "a", "\"activation\": \"relu\""), ("Activation", "b", "\"activation\": \"relu6\""))),
        ["image.keras"] = KerasFile.Archive(KerasFile.Sequential("60, 60, 4", ("Conv2D", "c", ""), ("Conv2D", "d", "")), ("conv2d", [new double[144], new double[4]], [[3, 3, 4, 4], [4]]), ("conv2d_1", [new double[144], new double[4]], [[3, 3, 4, 4], [4]])),
        ["zeros.keras"] = KerasFile.Zip(("config.json", Json("{}")), ("model.weights.h5", new byte[1_040_000])),
        ["spaces.keras"] = KerasFile.Zip(("config.json", Encoding.ASCII.GetBytes(new string(' ', 1_040_000))), ("model.weights.h5", [])),
        ["layers.keras"] = KerasFile.Archive(KerasFile.Sequential("1", Enumerable.Range(0, 2_000).Select(static i => ("Dropout", $"d{i}", "")).ToArray())),
        ["links.h5"] = Hdf5Writer.Write(Links(20_000)),
        ["tensors.safetensors"] = SafeTensors(20_000),
    };

    private static Hdf5Group Links(int count)
    {
        var group = new Hdf5Group();
        for (int i = 0; i < count; i++)
        {
            group.Children[$"{i}"] = new Hdf5Group();
        }

        group.Attributes["model_config"] = ["{}"];
        return group;
    }

    private static byte[] SafeTensors(int count)
    {
        string header = "{" + string.Join(",", Enumerable.Range(0, count).Select(static i => $"\"{i}.weight\":{{\"dtype\":\"F32\",\"shape\":[0,0],\"data_offsets\":[0,0]}}")) + "}";
        return [.. System.BitConverter.GetBytes((ulong)header.Length), .. Encoding.ASCII.GetBytes(header)];
    }

    private static string Repeat(string text, int count) => string.Join(",", Enumerable.Repeat(text, count));

    private static byte[] Json(string text) => Encoding.ASCII.GetBytes(text);
}
