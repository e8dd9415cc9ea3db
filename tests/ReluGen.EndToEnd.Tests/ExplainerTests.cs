using System;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text.Json;
using System.Threading.Tasks;
using ReluGen.Tests.Shared.Services;

namespace ReluGen.EndToEnd.Tests;

/// <summary>The service of sample Explainer, over HTTP.</summary>
public sealed class ExplainerTests : IAsyncLifetime
{
    private ExplainerService service = null!;

    // A heap of one core with a small first generation, so that memory is flat if nothing is kept.
    public async Task InitializeAsync() =>
        service = await ExplainerService.StartAsync("dotnet", [SampleTests.PathOf("Explainer")], ("DOTNET_gcServer", "0"), ("DOTNET_GCgen0size", "400000"));

    public Task DisposeAsync()
    {
        service.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>The passenger and the numbers of the README, which the Titanic sample prints.</summary>
    [Fact]
    public async Task A_prediction_is_explained()
    {
        JsonElement answer = await AskAsync("explain", ExplainerService.Allen, HttpStatusCode.OK);

        Assert.Equal(0.975, answer.GetProperty("probability").GetDouble(), 3);
        Assert.Equal("1010111", answer.GetProperty("pattern").GetString());
        Assert.Equal((1, 8), (answer.GetProperty("region").GetInt32(), answer.GetProperty("regionCount").GetInt32()));
        JsonElement[] features = [.. answer.GetProperty("features").EnumerateArray()];
        Assert.Equal([-1.8835, 4.2672, -0.3074, 0, 0, -0.9182], features.Select(static f => Math.Round(f.GetProperty("contribution").GetDouble(), 4)));
        double sum = answer.GetProperty("bias").GetDouble() + features.Sum(static f => f.GetProperty("contribution").GetDouble());
        Assert.Equal(answer.GetProperty("logit").GetDouble(), sum, 5);
        Assert.Equal(578, answer.GetProperty("cluster").GetProperty("rows").GetInt32());
    }

    /// <summary>Just inside of the interval of an input the pattern is the same, just outside it is another.</summary>
    [Fact]
    public async Task The_intervals_are_those_in_which_the_pattern_stays()
    {
        JsonElement answer = await AskAsync("explain", ExplainerService.Allen, HttpStatusCode.OK);
        double distance = answer.GetProperty("distance").GetDouble();
        JsonElement female = answer.GetProperty("features")[1];
        double from = female.GetProperty("from").GetDouble(), to = female.GetProperty("to").GetDouble();

        Assert.InRange(distance, 0.1, Math.Min(1 - from, to - 1));
        foreach ((double value, bool same) in new[] { (from + 1e-3, true), (from - 1e-3, false), (to - 1e-3, true), (to + 1e-3, false) })
        {
            string moved = FormattableString.Invariant($$"""{"pclass":1,"female":{{value}},"age":29,"sibsp":0,"parch":0,"alone":1}""");
            Assert.Equal(same, (await AskAsync("predict", moved, HttpStatusCode.OK)).GetProperty("pattern").GetString() == "1010111");
        }
    }

    [Fact]
    public async Task Clusters_page_and_description_are_served()
    {
        JsonElement clusters = JsonDocument.Parse(await service.Client.GetStringAsync("clusters")).RootElement;
        Assert.Equal([578, 476], clusters.EnumerateArray().Take(2).Select(static c => c.GetProperty("rows").GetInt32()));
        Assert.Equal(6, clusters.GetArrayLength());
        Assert.Equal("weights times standard deviations over all passengers", clusters[0].GetProperty("convention").GetString());
        JsonElement description = JsonDocument.Parse(await service.Client.GetStringAsync("openapi/v1.json")).RootElement;
        Assert.Equal(["/predict", "/explain", "/clusters"], description.GetProperty("paths").EnumerateObject().Select(static p => p.Name));
        Assert.Contains("<form id=\"passenger\"", await service.Client.GetStringAsync("/"), StringComparison.Ordinal);
        Assert.Contains("fetch('explain'", await service.Client.GetStringAsync("page.js"), StringComparison.Ordinal);
        Assert.Contains("--ground", await service.Client.GetStringAsync("page.css"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no JSON object of numbers")]
    [InlineData("{", "no JSON object of numbers")]
    [InlineData("[1]", "no JSON object of numbers")]
    [InlineData("null", "null")]
    [InlineData("""{"pclass":"first"}""", "no JSON object of numbers")]
    [InlineData("""{"pclass":NaN}""", "no JSON object of numbers")]
    [InlineData("""{"pclass":1}""", "'female' is missing")]
    [InlineData("""{"pclass":1e400,"female":1,"age":29,"sibsp":0,"parch":0,"alone":1}""", "'pclass' is not a finite number")]
    [InlineData("""{"pclass":1,"female":1,"age":29,"sibsp":0,"parch":0,"alone":1,"cabin":3}""", "no input of the network")]
    public async Task A_bad_body_is_one_clear_error(string body, string expected)
    {
        JsonElement answer = await AskAsync("explain", body, HttpStatusCode.BadRequest);

        Assert.Contains(expected, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_huge_body_is_refused_and_the_service_goes_on()
    {
        JsonElement answer = await AskAsync("explain", new string('1', 1_000_000), HttpStatusCode.BadRequest);

        Assert.Contains("too large", answer.GetProperty("error").GetString(), StringComparison.Ordinal);
        await AskAsync("predict", ExplainerService.Allen, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Ten_thousand_requests_over_64_connections_leave_memory_flat()
    {
        LoadTrial trial = await LoadTrial.RunAsync(service, 10_000, 64);

        Assert.Equal(0, trial.Wrong);
        Assert.True(trial.After - trial.Before < 10 << 20, $"The working set grew from {trial.Before >> 10} to {trial.After >> 10} KiB: a kilobyte a request is kept.");
    }

    private async Task<JsonElement> AskAsync(string path, string body, HttpStatusCode expected)
    {
        using HttpResponseMessage response = await service.PostAsync(path, body);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == expected, $"{(int)response.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
