using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Microsoft.Playwright;
using ReluGen.Tests.Shared.Packages;
using static Microsoft.Playwright.Assertions;

namespace ReluGen.EndToEnd.Tests;

/// <summary>The page of sample Explainer in Chromium, against what the command line says of the same network with the library's generated code and exact geometry.</summary>
public sealed class ExplainerPageTests(ExplainerPage opened) : IClassFixture<ExplainerPage>, IAsyncLifetime
{
    private readonly List<string> errors = [];
    private IPage page = null!;

    public async Task InitializeAsync()
    {
        // A busy machine takes its time; five seconds, the default, are not always enough.
        SetDefaultExpectTimeout(60_000);
        page = Browser.SkipReason is null ? await opened.OpenAsync(errors.Add) : null!;
    }

    public Task DisposeAsync() => page?.CloseAsync() ?? Task.CompletedTask;

    /// <summary>Each key that is typed changes what the page says, without any button.</summary>
    [BrowserFact]
    public async Task The_page_explains_as_one_types()
    {
        // Class, female, age, siblings, parents, alone; the page opens with the first of them.
        JsonElement[] library = Explain([3, 0, 29, 0, 0, 1], [1, 0, 29, 0, 0, 1], [1, 1, 29, 0, 0, 1], [1, 1, 4, 0, 0, 1], [1, 1, 41, 0, 0, 1], [1, 1, 41, 2, 0, 0]);
        await ExpectAnswerAsync(library[0]);
        await page.GetByLabel("Class").SelectOptionAsync("first");
        await ExpectAnswerAsync(library[1]);
        await page.GetByLabel("Sex").SelectOptionAsync("female");
        await ExpectAnswerAsync(library[2]);
        await page.GetByLabel("Age").PressAsync("ControlOrMeta+a");
        await page.Keyboard.TypeAsync("4");
        await ExpectAnswerAsync(library[3]);
        await page.Keyboard.TypeAsync("1");
        await ExpectAnswerAsync(library[4]);
        await page.GetByLabel("Siblings").PressAsync("ControlOrMeta+a");
        await page.Keyboard.TypeAsync("2");
        await ExpectAnswerAsync(library[5]);
        await Expect(page.Locator("#alone")).ToHaveTextAsync("no");
        Assert.Empty(errors);
    }

    [BrowserFact]
    public async Task The_page_describes_the_passengers_alike()
    {
        JsonElement library = Explain([3, 0, 29, 0, 0, 1])[0];
        await ExpectAnswerAsync(library);
        JsonElement clusters = JsonDocument.Parse(Tool("cluster", Model, "--samples", Beside("titanic.csv"), "--json")).RootElement.GetProperty("clusters");
        string pattern = library.GetProperty("pattern").GetString()!;
        (int index, JsonElement cluster) = clusters.EnumerateArray().Index().Single(item => item.Item.GetProperty("pattern").GetString() == pattern);

        await Expect(page.Locator("#cluster")).ToHaveTextAsync(
            $"Group {index + 1}: {cluster.GetProperty("support")} passengers ({Percent(cluster.GetProperty("share").GetDouble(), 1)}); the network expects {Percent(cluster.GetProperty("positive").GetDouble(), 0)} of them to survive.");
        await Expect(page.Locator("#convention")).ToHaveTextAsync("Importance: weights times standard deviations over all passengers.");
        double[] importance = Numbers(cluster.GetProperty("importance").GetProperty("scaled"));
        double[] mean = Numbers(cluster.GetProperty("mean"));
        string[][] rows = await CellsAsync("#alike");
        int[] order = [.. Enumerable.Range(0, 6).OrderByDescending(j => Math.Abs(importance[j]))];
        Assert.Equal(order.Select(static j => Labels[j]), rows.Select(static row => row[0]));
        Assert.All(rows.Zip(order), pair =>
        {
            AssertShown(mean[pair.Second], pair.First[1], 1e-3);
            AssertShown(importance[pair.Second], pair.First[4], 0, 0.0006);
        });
    }

    [BrowserFact]
    public async Task A_field_that_is_empty_is_a_message_and_what_is_shown_is_marked_as_old()
    {
        await ExpectAnswerAsync(Explain([3, 0, 29, 0, 0, 1])[0]);
        await page.GetByLabel("Age").FillAsync("");
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("Fill in every field.");
        await Expect(page.Locator("section.stale")).ToHaveCountAsync(3);
        await page.GetByLabel("Age").FillAsync("30");
        await Expect(page.GetByRole(AriaRole.Alert)).ToBeHiddenAsync();
        await Expect(page.Locator("section.stale")).ToHaveCountAsync(0);
        Assert.Empty(errors);
    }

    private static readonly string[] Labels = ["class", "female", "age", "siblings or spouses", "parents or children", "alone"];

    private static string Model => Beside("titanic.onnx");

    private static string Beside(string file) => Path.Combine(AppContext.BaseDirectory, file);

    /// <summary>Waits until the page shows an answer of the library, and compares every number of it.</summary>
    private async Task ExpectAnswerAsync(JsonElement library)
    {
        double logit = library.GetProperty("output")[0].GetDouble();
        await Expect(page.Locator("#probability")).ToHaveTextAsync(Percent(1 / (1 + Math.Exp(-logit)), 1));
        await Expect(page.Locator("#formula")).ToContainTextAsync($"active neurons {library.GetProperty("pattern").GetString()}");
        string[][] rows = await CellsAsync("#contributions");
        double[] contributions = Numbers(library.GetProperty("contributions")[0]);
        JsonElement[] ranges = [.. library.GetProperty("ranges").EnumerateArray()];
        Assert.Equal([.. Labels, "base"], rows.Select(static row => row[0]));
        AssertShown(library.GetProperty("bias")[0].GetDouble(), rows[6][3], 0, 0.0006);
        for (int j = 0; j < 6; j++)
        {
            AssertShown(contributions[j], rows[j][3], 0, 0.0006);
            double value = Number(rows[j][1]);
            string[] range = rows[j][4].Split(" … ");
            AssertShown(value - Amount(ranges[j].GetProperty("down")), range[0], 1e-3);
            AssertShown(value + Amount(ranges[j].GetProperty("up")), range[1], 1e-3);
        }

        string distance = (await page.Locator("#distance").TextContentAsync())!.Split(" within ")[1].Split(' ')[0];
        AssertShown(library.GetProperty("radius").GetDouble(), distance, 1e-3);
    }

    private async Task<string[][]> CellsAsync(string table)
    {
        ILocator rows = page.Locator(table + " tbody tr");
        return await Task.WhenAll((await rows.AllAsync()).Select(static async row => (await row.Locator("td").AllTextContentsAsync()).ToArray()));
    }

    /// <summary>What the command line says of passengers.</summary>
    private static JsonElement[] Explain(params float[][] passengers)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(file, passengers.Select(static row => string.Join(',', row.Select(static value => value.ToString(CultureInfo.InvariantCulture)))));
            return [.. Tool("explain", Model, "--inputs", file, "--json").Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(static line => line.StartsWith('{')).Select(static line => JsonDocument.Parse(line).RootElement)];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Tool(params string[] arguments)
    {
        CommandResult run = Command.Dotnet(AppContext.BaseDirectory, [SampleTests.PathOf("ReluGen.Tool"), .. arguments]);
        Assert.True(run.ExitCode == 0, run.Output);

        // Notes follow the JSON.
        return run.Output[..(run.Output.LastIndexOf('}') + 1)];
    }

    private static void AssertShown(double expected, string shown, double relative, double absolute = 0) =>
        Assert.True(
            double.IsInfinity(expected) ? Number(shown) == expected : Math.Abs(Number(shown) - expected) <= (relative * Math.Abs(expected)) + absolute,
            FormattableString.Invariant($"The page shows {shown}; the library says {expected}."));

    private static double Amount(JsonElement range) => range.ValueKind == JsonValueKind.Null ? double.PositiveInfinity : range.GetDouble();

    private static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(static value => value.GetDouble())];

    private static double Number(string shown) => shown switch
    {
        "∞" => double.PositiveInfinity,
        "−∞" => double.NegativeInfinity,
        _ => double.Parse(shown.Replace('−', '-'), CultureInfo.InvariantCulture),
    };

    private static string Percent(double share, int digits) => (100 * share).ToString("F" + digits, CultureInfo.InvariantCulture) + " %";
}
