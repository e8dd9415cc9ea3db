using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

public class RegionsVerifyTests
{
    [Fact]
    public async Task A_saved_certificate_is_accepted()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.Random(2, 12));
        string file = await CertificateAsync(folder, model);

        ToolResult result = (await ToolResult.OfAsync("regions", "verify", file, model)).Done();
        JsonElement json = (await ToolResult.OfAsync("regions", "verify", file, model, "--json")).Done().Json;

        Assert.StartsWith("accepted: ", result.Output);
        Assert.True(json.GetProperty("accepted").GetBoolean());
        Assert.Equal(File.ReadLines(file).Count(static line => line.StartsWith("region ")), json.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task A_changed_certificate_is_rejected_with_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.Random(2, 12));
        string[] lines = File.ReadAllLines(await CertificateAsync(folder, model));
        int region = Array.FindLastIndex(lines, static line => line.StartsWith("region "));
        string[] fields = lines[region].Split(' ');

        // The witness of another place: the text is sound again, the claim is not.
        lines[region] = string.Join(' ', fields[..^2]) + " 0.999 -0.999";
        await RejectedAsync(folder, model, Hashed(lines), "witness");
        lines[region] = string.Join(' ', fields);
        await RejectedAsync(folder, model, string.Join('\n', lines[..^3]) + "\n", "not a valid certificate");
    }

    [Fact]
    public async Task A_certificate_for_a_small_domain_proves_no_larger_one()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.Random(2, 12));
        string[] lines = File.ReadAllLines(await CertificateAsync(folder, model, "-0.03125,0.03125"));

        string[] wider = Array.ConvertAll(lines, static line => line == "bounds -0.03125 0.03125" ? "bounds -1 1" : line);
        Assert.NotEqual(lines, wider);
        await RejectedAsync(folder, model, Hashed(wider), "");
    }

    [Fact]
    public async Task A_certificate_of_another_network_is_rejected()
    {
        using var folder = new TemporaryFolder();
        string file = await CertificateAsync(folder, folder.Write("m.relunet", RegionModels.Random(2, 12)));

        ToolResult result = await ToolResult.OfAsync("regions", "verify", file, folder.Write("n.relunet", RegionModels.Absolute));

        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.Contains("another network", result.Output);
    }

    [Fact]
    public async Task What_is_no_certificate_or_model_is_refused()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", RegionModels.Absolute);

        (await ToolResult.OfAsync("regions", "verify", model, model)).Refused("m.relunet: error: ", "no region certificate");
        (await ToolResult.OfAsync("regions", "verify", folder.Of("absent"), model)).Refused("the certificate cannot be read");
        (await ToolResult.OfAsync("regions", "verify", await CertificateAsync(folder, model), "absent.onnx")).Refused("absent.onnx: error RLG1002");
        (await ToolResult.OfAsync("regions", "verify", model)).Refused("relugen: error: ");
    }

    private static async Task<string> CertificateAsync(TemporaryFolder folder, string model, string domain = "-1,1")
    {
        (await ToolResult.OfAsync("regions", model, "--domain", domain, "--certificate", folder.Of("c"), "--json")).Done();
        return folder.Of("c");
    }

    private static async Task RejectedAsync(TemporaryFolder folder, string model, string text, string reason)
    {
        ToolResult result = await ToolResult.OfAsync("regions", "verify", folder.Write("changed", text), model, "--json");
        Assert.Equal((1, ""), (result.ExitCode, result.Error));
        Assert.False(result.Json.GetProperty("accepted").GetBoolean());
        Assert.Contains(reason, result.Json.GetProperty("reason").GetString());
    }

    /// <summary>The lines with the hash that belongs to them in place of the last.</summary>
    private static string Hashed(string[] lines)
    {
        string text = string.Concat(lines[..^1].Select(static line => line + "\n"));
        return text + "sha256 " + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))).ToLowerInvariant() + "\n";
    }
}
