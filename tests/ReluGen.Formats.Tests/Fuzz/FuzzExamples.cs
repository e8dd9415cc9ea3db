using System.Collections.Generic;
using System.Linq;
using System.Text;
using ReluGen.Core.Networks;
using ReluGen.Formats.Tests.Keras;
using ReluGen.Formats.Tests.SafeTensors;

namespace ReluGen.Formats.Tests.Fuzz;

/// <summary>Files that are mutated where the shared data has none of a kind: each with all that its format may hold.</summary>
internal static class FuzzExamples
{
    /// <summary>Features files, of six inputs.</summary>
    public static readonly FuzzFile[] Features =
    [
        Of("""
        {
          "features": [
            { "name": "age", "unit": "years", "mean": 29.7, "scale": 14.5, "domain": [0, 120] },
            { "name": "fare", "min": 0, "max": 512.3292, "range": [-1, 1], "domain": [0, null] },
            { "name": "class", "categories": [1, 2, 3] },
            { "name": "speed", "mean": -0.5, "scale": 2e-1, "clip": [-10, 10] }
          ]
        }
        """),
        Of("""{"features":[{"name":"x"},{"name":"sex","categories":["f","m"]},{"name":"port","categories":["\u00e9","S","Q"]}]}"""),
    ];

    /// <summary>A network of RTNeural that is read: the one of the shared data is refused.</summary>
    public static readonly FuzzFile RtNeural = Of("""
        {"in_shape": [null, null, 2], "layers": [
          {"type": "dense", "activation": "relu", "shape": [null, null, 3], "weights": [[[1, 2, 3], [4, 5, 6]], [-7, 0, 0.5]]},
          {"type": "batchnorm", "activation": "", "epsilon": 0, "weights": [[2, 1, 1], [0, 0, 1], [1, 0, 0], [4, 1, 1]]},
          {"type": "prelu", "activation": "", "weights": [[[0.5, 1, 1]]]},
          {"type": "time-distributed-dense", "activation": "sigmoid", "weights": [[[1], [10], [100]], [0]]}]}
        """);

    /// <summary>Boxes of three inputs.</summary>
    public static readonly FuzzFile Domain = Of("""{"type": "box", "lo": [0, -1.5, 2e3], "hi": [1, 1.5, 3e3], "comment": {"a": [true, null, "\u00e9"]}}""");

    /// <summary>Sample files of the inputs age, fare and three categories of class.</summary>
    public static readonly FuzzFile[] Tables =
    [
        Of("age,class,fare,survived\n22,1,7.25,0\n38.5,3,\"71.28\",1\n26,2,7.925,x y\n"),
        Of("id,age,fare,class=1,class=2,class=3\n7,22,7.25,1,0,0\n8,38,71.2833,0,1,0\n"),
        Of("22,7.25,1,0,0\r\n38,71.2833,0,1,0\r\n"),
    ];

    /// <summary>A text network, as people write it.</summary>
    public static readonly FuzzFile Relunet = Of("# by hand\nrelunet 1\nlink sigmoid\ninput \"age\" 0 120\ninput \"fare\"\nstage 2 0\nd 0 0 1 -1\nd 0.5 0.01 0.25 1\noutput 1 0 1\nd 0 1 1 2 -3e-2\nclass \"dead\"\nclass \"alive\"\nsamples \"s.csv\" 3 2\nregion 10 2 AACAPwAAgD8=\nregion 11 1 AAAAQAAAgD8=\nend\n");

    /// <summary>The name of a file of weights that <see cref="Architecture"/> is about.</summary>
    public const string StatedName = "stated.safetensors";

    /// <summary>An architecture with every type of layer, and its weights.</summary>
    public static readonly FuzzFile Architecture = Of("""
        {"input": [2, 2], "layers": [
          {"type": "flatten"}, {"type": "dense", "name": "net.0"}, {"type": "batch_norm", "name": "net.1", "epsilon": 1e-5}, {"type": "prelu", "name": "act"},
          {"type": "dense", "name": "net.2"}, {"type": "leaky_relu", "slope": 0.5}, {"type": "hard_tanh"}, {"type": "relu6"}, {"type": "identity"},
          {"type": "relu"}, {"type": "dense", "name": "out"}, {"type": "softmax"}]}
        """);

    public static readonly FuzzFile Stated = new(StatedName, SafeTensorsWriter.Write(
        ("net.0.weight", "F32", [3, 4], null),
        ("net.0.bias", "F16", [3], [1, -2, 3]),
        ("net.1.weight", "F32", [3], [1, 2, 3]),
        ("net.1.bias", "F32", [3], [1, 2, 3]),
        ("net.1.running_mean", "F64", [3], [1, 2, 3]),
        ("net.1.running_var", "F32", [3], [1, 2, 3]),
        ("act.weight", "F32", [1], [0.25]),
        ("net.2.weight", "BF16", [2, 3], [1, 2, 3, 4, 5, 6]),
        ("out.weight", "F32", [2, 2], [1, 2, 3, 4]),
        ("out.bias", "F32", [2], null)));

    /// <summary>A Keras model in the newer half of HDF5: headers of version 2, links, chunks that are shuffled and compressed.</summary>
    public static FuzzFile Hdf5
    {
        get
        {
            var root = new Hdf5Group();
            var weights = new Hdf5Group();
            root.Attributes["model_config"] = [KerasFile.Sequential("2", ("Dense", "one", "\"activation\": \"relu\""), ("Dense", "two", "\"use_bias\": false"))];
            root.Attributes["keras_version"] = ["2.15.0"];
            root.Children["model_weights"] = weights;
            weights.Children["one"] = Layer(("kernel:0", new Hdf5Data([2, 3], [1, 2, 3, 4, 5, 6], isDouble: true) { Chunk = [1, 2], IsCompressed = true }), ("bias:0", new Hdf5Data([3], [1, 2, 3])));
            weights.Children["two"] = Layer(("kernel:0", new Hdf5Data([3, 1], [1, 2, 3], isDouble: true, isBigEndian: true) { Chunk = [2, 1] }));
            return new FuzzFile("new.h5", Hdf5Writer.Write(root));
        }
    }

    /// <summary>A Keras model within a model that is called twice.</summary>
    public static FuzzFile Nested
    {
        get
        {
            string inner = KerasFile.Within(KerasFile.Functional("2", "code", ("Dense", "code", "\"activation\": \"relu\"", "in")));
            string config = KerasFile.Functional("2", "sum", ("Activation", "a", "\"activation\": \"relu6\"", "in"), ("Functional", "encoder", inner, "in|a"), ("Add", "sum", "", "encoder encoder:1"));
            return new FuzzFile("nested.keras", KerasFile.Archive(config, ("functional/dense", [[1, 2, 3, 4], [5, 6]], [[2, 2], [2]])));
        }
    }

    /// <summary>The weights of networks of the shared data, as PyTorch would save them.</summary>
    public static IEnumerable<FuzzFile> SafeTensors(IEnumerable<FuzzFile> networks) => networks
        .Select(static file => ModelFile.Read(file.Path).Network)
        .Where(static network => network.Stages.All(static stage => stage.Blocks.Count == 1))
        .Select(static network => new FuzzFile("inferred.safetensors", SafeTensorsWriter.Write(network)));

    private static FuzzFile Of(string text) => new("fuzz", Encoding.UTF8.GetBytes(text));

    private static Hdf5Group Layer(params (string Name, Hdf5Data Data)[] weights)
    {
        var layer = new Hdf5Group();
        layer.Attributes["weight_names"] = [.. weights.Select(static w => w.Name)];
        foreach ((string name, Hdf5Data data) in weights)
        {
            layer.Children[name] = data;
        }

        return layer;
    }
}
