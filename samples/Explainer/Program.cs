using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Explainer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

const long MostBytes = 4096;

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.ConfigureKestrel(static options => options.Limits.MaxRequestBodySize = MostBytes);
builder.Services.ConfigureHttpJsonOptions(static options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, Json.Default));
builder.Services.AddOpenApi();
WebApplication app = builder.Build();
var explanations = new Explanations(Passengers.Cluster());

app.MapOpenApi();
app.MapPost("/predict", (HttpRequest request, CancellationToken c) => AnswerAsync(request, Explanations.Predict, c))
    .Accepts<Dictionary<string, float>>("application/json")
    .Produces<Prediction>()
    .Produces<Refusal>(StatusCodes.Status400BadRequest)
    .WithSummary("The probability that a passenger survives.");
app.MapPost("/explain", (HttpRequest request, CancellationToken c) => AnswerAsync(request, explanations.Explain, c))
    .Accepts<Dictionary<string, float>>("application/json")
    .Produces<Explanation>()
    .Produces<Refusal>(StatusCodes.Status400BadRequest)
    .WithSummary("The probability, what each input contributes to it, and the passengers who are alike.");
app.MapGet("/clusters", () => TypedResults.Ok(explanations.Clusters))
    .WithSummary("The groups that the passengers of the training data fall into.");
app.MapGet("/", () => Page.Of("page.html", "text/html; charset=utf-8")).ExcludeFromDescription();
app.MapGet("/page.css", () => Page.Of("page.css", "text/css; charset=utf-8")).ExcludeFromDescription();
app.MapGet("/page.js", () => Page.Of("page.js", "text/javascript; charset=utf-8")).ExcludeFromDescription();
app.Run();

static async Task<IResult> AnswerAsync<T>(HttpRequest request, PassengerQuestion<T> question, CancellationToken cancellation)
{
    (float[]? passenger, Refusal? refusal) = await PassengerReader.ReadAsync(request, cancellation);
    return passenger is null ? TypedResults.BadRequest(refusal) : TypedResults.Ok(question(passenger));
}

/// <summary>Asks the network about a passenger.</summary>
internal delegate T PassengerQuestion<T>(System.ReadOnlySpan<float> passenger);
