using Google.Protobuf.WellKnownTypes;
using Nabla.Formats.Protobuf;

namespace Nabla.Formats;

/// <summary>What an experiment with hyperparameters varies and measures, or the choice of one of its sessions: what the plugin <c>hparams</c> logs.</summary>
/// <param name="Experiment">What is varied; null in the log of a session.</param>
/// <param name="Session">The choice of a session that begins; null elsewhere.</param>
/// <param name="EndTime">When a session ended, in seconds since 1970; null elsewhere.</param>
public sealed record HParams(HParamsExperiment? Experiment, HParamsSession? Session, double? EndTime)
{
    /// <summary>The hyperparameters that a value of the plugin <c>hparams</c> holds.</summary>
    /// <exception cref="ArgumentException">The value is of another plugin.</exception>
    /// <exception cref="ModelFormatException">What the plugin logged cannot be read.</exception>
    public static HParams Read(LoggedValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.PluginName != "hparams") throw new ArgumentException($"HParams: '{value.Tag}' is a value of the plugin '{value.PluginName}': one of 'hparams' was expected.", nameof(value));
        var message = Messages.Parse(HParamsPluginData.Parser, value.PluginContent.Span, "HParams", value.Tag, LoadLimits.Default);
        return new(
            message.Experiment is { } experiment ? Of(experiment) : null,
            message.SessionStartInfo is { } start ? new(start.Hparams.ToDictionary(item => item.Key, item => Value(item.Value), StringComparer.Ordinal), start.GroupName, start.StartTimeSecs, start.ModelUri, start.MonitorUrl) : null,
            message.SessionEndInfo?.EndTimeSecs);
    }

    static HParamsExperiment Of(HParamsExperimentProto message) => new(
        message.Name,
        message.Description,
        message.User,
        message.TimeCreatedSecs,
        [.. message.HparamInfos.Select(Of)],
        [.. message.MetricInfos.Select(metric => new HParamsMetric(metric.Name?.Group ?? "", metric.Name?.Tag ?? "", metric.DisplayName, metric.Description))]);

    static HParam Of(HParamInfoProto message) => new(
        message.Name,
        message.Type switch { HParamType.DataTypeString => "string", HParamType.DataTypeBool => "bool", HParamType.DataTypeFloat64 => "float64", _ => "" },
        message.DomainDiscrete?.Values.Select(Value).ToList() ?? [],
        message.DomainInterval?.MinValue,
        message.DomainInterval?.MaxValue,
        message.DisplayName,
        message.Description);

    static object? Value(Value value) => value.KindCase switch
    {
        Google.Protobuf.WellKnownTypes.Value.KindOneofCase.NumberValue => value.NumberValue,
        Google.Protobuf.WellKnownTypes.Value.KindOneofCase.StringValue => value.StringValue,
        Google.Protobuf.WellKnownTypes.Value.KindOneofCase.BoolValue => value.BoolValue,
        _ => null,
    };
}

/// <summary>What an experiment varies and measures.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is, in words.</param>
/// <param name="User">Who made it.</param>
/// <param name="TimeCreated">When, in seconds since 1970 (UTC).</param>
/// <param name="Parameters">What it varies.</param>
/// <param name="Metrics">What it measures.</param>
public sealed record HParamsExperiment(string Name, string Description, string User, double TimeCreated, IReadOnlyList<HParam> Parameters, IReadOnlyList<HParamsMetric> Metrics);

/// <summary>A hyperparameter.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type"><c>string</c>, <c>bool</c> or <c>float64</c>; empty where nothing is said.</param>
/// <param name="Choices">The values to choose from: strings, truth values, doubles; empty where it is an interval.</param>
/// <param name="MinValue">The lower end of an interval; null where there is none.</param>
/// <param name="MaxValue">The upper end of an interval; null where there is none.</param>
/// <param name="DisplayName">The name to show; empty for the name itself.</param>
/// <param name="Description">What it is, in words.</param>
public sealed record HParam(string Name, string Type, IReadOnlyList<object?> Choices, double? MinValue, double? MaxValue, string DisplayName, string Description);

/// <summary>A metric of an experiment.</summary>
/// <param name="Group">The folder of the metric below that of the session.</param>
/// <param name="Tag">The tag under which it is logged.</param>
/// <param name="DisplayName">The name to show; empty for the tag.</param>
/// <param name="Description">What it is, in words.</param>
public sealed record HParamsMetric(string Group, string Tag, string DisplayName, string Description);

/// <summary>The choice of one session.</summary>
/// <param name="Values">The hyperparameters by name: strings, truth values, doubles.</param>
/// <param name="GroupName">Sessions of one choice have one group.</param>
/// <param name="StartTime">When it began, in seconds since 1970 (UTC).</param>
/// <param name="ModelUri">Where its model lies.</param>
/// <param name="MonitorUrl">Where it can be watched.</param>
public sealed record HParamsSession(IReadOnlyDictionary<string, object?> Values, string GroupName, double StartTime, string ModelUri, string MonitorUrl);
