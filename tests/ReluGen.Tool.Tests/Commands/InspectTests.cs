using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tool.Tests.Harness;

namespace ReluGen.Tool.Tests.Commands;

public class InspectTests
{
    [Fact]
    public async Task Json_tells_format_inputs_stages_sizes_link_and_domain()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = (await ToolResult.OfAsync("inspect", folder.Write("m.relunet", Models.Leaky), "--json")).Done();
        JsonElement json = result.Json;

        Assert.Equal("", result.Error);
        Assert.Equal("relunet", json.GetProperty("format").GetString());
        Assert.Equal("leaky.onnx", json.GetProperty("source").GetProperty("file").GetString());
        Assert.Equal("sigmoid", json.GetProperty("link").GetString());
        Assert.Equal("""[{"name":"a","lower":0,"upper":1},{"name":"b","lower":null,"upper":null}]""", json.GetProperty("inputs").GetRawText());
        Assert.Equal("""{"type":"box","lo":[0,null],"hi":[1,null]}""", json.GetProperty("domain").GetRawText());
        Assert.Equal("""{"inputs":2,"outputs":1,"hiddenStages":1,"hiddenNeurons":2,"parameters":9}""", json.GetProperty("sizes").GetRawText());
        Assert.Equal(
            """[{"stage":1,"kind":"leaky-relu","neurons":2,"sources":[{"source":0,"width":2}]},{"stage":2,"kind":"output","neurons":1,"sources":[{"source":1,"width":2}]}]""",
            json.GetProperty("stages").GetRawText());
        Assert.Equal([0, 1], json.GetProperty("activations")[0].GetProperty("neurons").EnumerateArray().Select(static n => n.GetInt32()));
    }

    [Fact]
    public async Task Json_is_one_line_of_ascii_whatever_the_names_are()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = (await ToolResult.OfAsync("inspect", folder.Write("m.relunet", Models.Hostile), "--json")).Done();

        Assert.Equal("[red]*/\n\u2028#error \u202e", result.Json.GetProperty("inputs")[1].GetProperty("name").GetString());
        Assert.Single(result.OutputLines);
        Assert.DoesNotContain(result.Output.TrimEnd('\n'), static c => c is < ' ' or > '~');
    }

    [Fact]
    public async Task Tables_show_names_without_control_characters_or_markup()
    {
        using var folder = new TemporaryFolder();

        string text = (await ToolResult.OfAsync("inspect", folder.Write("m.relunet", Models.Hostile))).Done().Output;

        Assert.Contains("[red]*/", text);
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain('\u2028', text);
        Assert.DoesNotContain('\u202e', text);
    }

    [Fact]
    public async Task Tables_show_what_every_stage_reads()
    {
        using var folder = new TemporaryFolder();

        string text = (await ToolResult.OfAsync("inspect", folder.Write("m.relunet", Models.Skip))).Done().Output;

        Assert.Contains("input (1), stage 1 (1)", text);
        Assert.Contains("1 input, 1 hidden neuron, 2 outputs, 8 parameters", text);
        Assert.DoesNotContain(text.Split('\n'), static line => line.EndsWith(' '));
    }

    [Fact]
    public async Task The_plan_tells_shape_and_reason_of_every_stage_in_every_mode()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("m.relunet", Models.Leaky);

        JsonElement plan = (await ToolResult.OfAsync("inspect", model, "--plan", "--json")).Done().Json.GetProperty("plan");
        string text = (await ToolResult.OfAsync("inspect", model, "--plan")).Done().Output;

        Assert.Equal(
            ["row 1 unrolled", "row 2 unrolled", "batch 1 registers", "batch 2 registers", "gradient 1 adjoint-tile", "gradient 0 adjoint-tile", "map 1 adjoint-tile", "map 0 adjoint-tile"],
            plan.GetProperty("choices").EnumerateArray().Select(static choice => $"{choice.GetProperty("mode")} {choice.GetProperty("stage")} {choice.GetProperty("shape")}"));
        Assert.All(plan.GetProperty("choices").EnumerateArray(), static choice => Assert.NotEmpty(choice.GetProperty("reason").GetString()!));
        Assert.InRange(plan.GetProperty("codeBytes").GetInt64(), 500, 10_000);
        Assert.Contains("adjoint-tile", text);
        Assert.Contains("every value that is read counts", text);
        Assert.DoesNotContain(text.Split('\n'), static line => line.EndsWith(' '));
    }

    [Fact]
    public async Task A_weight_that_is_not_finite_is_shown_and_said()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = (await ToolResult.OfAsync("inspect", folder.Write("m.relunet", Models.NotFinite), "--json")).Done();

        Assert.Contains("note: RLG2001: stage 1, neuron 0 has NaN", result.Error);
        Assert.Contains("RLG2001", result.Json.GetProperty("notes").EnumerateArray().Last().GetString());
    }

    [Fact]
    public async Task A_syntax_error_tells_line_and_column()
    {
        using var folder = new TemporaryFolder();

        ToolResult result = await ToolResult.OfAsync("inspect", folder.Write("m.relunet", Models.Leaky.Replace("link sigmoid", "link cosine")));

        result.Refused("m.relunet(3,", "error RLG1007: ", "cosine");
    }
}
