using System.Diagnostics;
using System.Linq;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;

namespace ReluGen.Tests.Shared.Services;

/// <summary>Many requests for /explain over many connections at once.</summary>
/// <param name="Requests">How many.</param>
/// <param name="Wrong">How many had no answer, or another than the first.</param>
/// <param name="Seconds">How long they took.</param>
/// <param name="Before">Working set of the service before them, after a warm-up of as many.</param>
/// <param name="After">Working set after them.</param>
internal sealed record LoadTrial(int Requests, int Wrong, double Seconds, long Before, long After)
{
    /// <summary>Sends them twice and measures the second time.</summary>
    public static async Task<LoadTrial> RunAsync(ExplainerService service, int requests, int connections)
    {
        using HttpResponseMessage first = await service.PostAsync("explain", ExplainerService.Allen);
        string expected = await first.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = connections };
        using var client = new HttpClient(handler) { BaseAddress = service.Client.BaseAddress };
        await SendAsync(client, expected, requests, connections);
        long before = service.WorkingSet;
        var clock = Stopwatch.StartNew();
        int wrong = await SendAsync(client, expected, requests, connections);
        return new LoadTrial(requests, wrong, clock.Elapsed.TotalSeconds, before, service.WorkingSet);
    }

    private static async Task<int> SendAsync(HttpClient client, string expected, int requests, int connections)
    {
        int left = requests;
        int wrong = 0;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                if (!await AnswersAsync(client, expected))
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        })));
        return wrong;
    }

    private static async Task<bool> AnswersAsync(HttpClient client, string expected)
    {
        try
        {
            using HttpResponseMessage response = await client.PostAsync("explain", ExplainerService.Json(ExplainerService.Allen));
            return response.IsSuccessStatusCode && await response.Content.ReadAsStringAsync() == expected;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
