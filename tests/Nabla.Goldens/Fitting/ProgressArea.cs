using System.Text.Json;
using Nabla.Callbacks;
using Nabla.Goldens.Areas;
using Nabla.Goldens.Cases;
using Nabla.Goldens.Comparing;

namespace Nabla.Goldens.Fitting;

/// <summary>Cases of <c>callbacks/progress</c>: what a progress bar prints, with a clock that the case sets.</summary>
sealed class ProgressArea : Area
{
    public override void Run(GoldenCase golden)
    {
        if (golden.Has("gradients"))
        {
            SwapCase.Run(golden);
            return;
        }

        var clock = new Clock();
        using var output = new StringWriter();
        var printed = new List<object?>();
        void Note()
        {
            printed.Add(output.ToString());
            output.GetStringBuilder().Clear();
        }

        if (golden.Has("progbar"))
        {
            var bar = Bar(golden.Json("progbar"), output, clock);
            foreach (var update in golden.Json("updates").EnumerateArray())
            {
                clock.Seconds = update.GetProperty("at").GetDouble();
                bool? last = update.GetProperty("finalize").ValueKind switch { JsonValueKind.Null => null, var kind => kind == JsonValueKind.True };
                bar.Update(update.GetProperty("current").GetInt64(), update.GetProperty("values").EnumerateArray().Select(pair => new KeyValuePair<string, double>(pair[0].GetString()!, pair[1].GetDouble())), last);
                Note();
            }
        }
        else
        {
            if (golden.Json("callback").GetProperty("class_name").GetString() is not "ProgbarLogger" and var name) throw new NotSupportedNameException(name!);
            var logger = new ProgbarLogger(output, clock);
            logger.Attach(new Sequential(), Plan(golden.Json("params")));
            foreach (var step in golden.Json("events").EnumerateArray())
            {
                clock.Seconds = step.GetProperty("at").GetDouble();
                Send(logger, step);
                Note();
            }
        }
        if (golden.Has("printed")) Comparer.Of(golden).Check("printed text", golden.Value("printed"), printed);
        else Comparer.Of(golden).Check("printed text", golden.Json("updates").EnumerateArray().Select(update => (object?)update.GetProperty("printed").GetString()).ToList(), printed);
    }

    static void Send(ProgbarLogger logger, JsonElement step)
    {
        var logs = step.GetProperty("logs").EnumerateObject().ToDictionary(log => log.Name, log => log.Value.GetDouble(), StringComparer.Ordinal);
        var index = step.TryGetProperty("index", out var given) && given.ValueKind == JsonValueKind.Number ? given.GetInt32() : 0;
        switch (step.GetProperty("event").GetString())
        {
            case "on_train_begin": logger.OnTrainBegin(); break;
            case "on_train_end": logger.OnTrainEnd(logs); break;
            case "on_epoch_begin": logger.OnEpochBegin(index); break;
            case "on_epoch_end": logger.OnEpochEnd(index, logs); break;
            case "on_train_batch_end": logger.OnTrainBatchEnd(index, logs); break;
            case "on_test_begin": logger.OnTestBegin(); break;
            case "on_test_batch_end": logger.OnTestBatchEnd(index, logs); break;
            case "on_test_end": logger.OnTestEnd(logs); break;
            case "on_predict_begin": logger.OnPredictBegin(); break;
            case "on_predict_batch_end": logger.OnPredictBatchEnd(index); break;
            case "on_predict_end": logger.OnPredictEnd(); break;
            case var other: throw new BindingException($"the runner does not send '{other}'");
        }
    }

    static TrainingPlan Plan(JsonElement json) => new(
        json.GetProperty("epochs").GetInt32(),
        json.GetProperty("steps").ValueKind == JsonValueKind.Null ? null : json.GetProperty("steps").GetInt64(),
        0,
        json.GetProperty("verbose").ValueKind == JsonValueKind.String ? Verbosity.Bar : (Verbosity)json.GetProperty("verbose").GetInt32());

    static Progbar Bar(JsonElement json, StringWriter output, Clock clock)
    {
        T Get<T>(string name, T otherwise, Func<JsonElement, T> read) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? read(value) : otherwise;
        return new Progbar(
            Get<long?>("target", null, value => value.GetInt64()),
            Get("width", 20, value => value.GetInt32()),
            (Verbosity)Get("verbose", 1, value => value.GetInt32()),
            Get("interval", 0.05, value => value.GetDouble()),
            Get<string[]>("stateful_metrics", [], value => [.. value.EnumerateArray().Select(word => word.GetString()!)]),
            Get("unit_name", "step", value => value.GetString()!),
            output,
            clock);
    }

    /// <summary>A clock that stands still until it is set.</summary>
    sealed class Clock : TimeProvider
    {
        public double Seconds { get; set; }

        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => (long)Math.Round(Seconds * TimestampFrequency);
    }
}
