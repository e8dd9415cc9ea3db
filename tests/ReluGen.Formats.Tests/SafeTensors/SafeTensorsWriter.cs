using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using ReluGen.Core.Networks;

namespace ReluGen.Formats.Tests.SafeTensors;

/// <summary>Writes .safetensors files as the library does: the length of the header, the header, then the numbers without gaps.</summary>
internal static class SafeTensorsWriter
{
    /// <summary>A file of tensors; numbers that are not given are 0.</summary>
    public static byte[] Write(params (string Name, string Type, int[] Shape, double[]? Values)[] tensors)
    {
        var data = new List<byte>();
        var entries = new List<string> { "\"__metadata__\": {\"format\": \"pt\"}" };
        foreach ((string name, string type, int[] shape, double[]? values) in tensors)
        {
            int begin = data.Count;
            data.AddRange((values ?? new double[shape.Aggregate(1, static (a, b) => a * b)]).SelectMany(v => Bytes(type, v)));
            entries.Add($"\"{name}\": {{\"dtype\": \"{type}\", \"shape\": [{string.Join(", ", shape)}], \"data_offsets\": [{begin}, {data.Count}]}}");
        }

        return [.. Head("{" + string.Join(", ", entries) + "}"), .. data];
    }

    /// <summary>The weights of a network whose stages each read the one before: 0.weight, 0.bias, 1.weight, …</summary>
    public static byte[] Write(Network network)
    {
        AffineStage[] stages = [.. network.Stages, network.Output];
        return Write([.. stages.SelectMany(static (stage, l) => new (string, string, int[], double[]?)[]
        {
            ($"{l}.weight", "F32", [stage.Width, stage.FanIn], Array.ConvertAll(stage.Blocks[0].Values.ToArray(), static w => (double)w)),
            ($"{l}.bias", "F32", [stage.Width], Array.ConvertAll(stage.Bias.ToArray(), static b => (double)b)),
        })]);
    }

    /// <summary>A header and its length before it.</summary>
    public static byte[] Head(string header) => [.. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header)];

    private static byte[] Bytes(string type, double value) => type switch
    {
        "F32" => BitConverter.GetBytes((float)value),
        "F64" => BitConverter.GetBytes(value),
        "F16" => BitConverter.GetBytes((Half)value),
        _ => BitConverter.GetBytes((float)value)[2..],
    };
}
