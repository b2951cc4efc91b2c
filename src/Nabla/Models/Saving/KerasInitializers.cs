using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Initializers;

namespace Nabla.Models.Saving;

/// <summary>Initializers as Keras serialises them.</summary>
static class KerasInitializers
{
    static readonly KerasWords<FanMode> Modes = new(("fan_in", FanMode.FanIn), ("fan_out", FanMode.FanOut), ("fan_avg", FanMode.FanAvg));

    static readonly KerasWords<ScalingDistribution> Distributions =
        new(("truncated_normal", ScalingDistribution.TruncatedNormal), ("untruncated_normal", ScalingDistribution.UntruncatedNormal), ("uniform", ScalingDistribution.Uniform), ("normal", ScalingDistribution.TruncatedNormal));

    static readonly KerasWords<STFTSide> Sides = new(("real", STFTSide.Real), ("imag", STFTSide.Imag));

    static readonly KerasWords<STFTScaling> Scalings = new(("density", STFTScaling.Density), ("spectrum", STFTScaling.Spectrum));

    static readonly KerasWords<STFTWindow> Windows =
        new(("hann", STFTWindow.Hann), ("hamming", STFTWindow.Hamming), ("blackman", STFTWindow.Blackman), ("bartlett", STFTWindow.Bartlett), ("boxcar", STFTWindow.Boxcar));

    internal static readonly KerasTable<Initializer> Table = new KerasTable<Initializer>("initializer", "keras.initializers")
        .Add("Zeros", _ => new Zeros(), (_, _) => { })
        .Add("Ones", _ => new Ones(), (_, _) => { })
        .Add("Constant", c => new Constant(c.Double("value", 0)), (x, c) => c["value"] = x.Value.IsNumber ? x.Value.Number : throw new NotSupportedException("Constant: a tensor as its value: only a number can be saved. Use a number."))
        .Add("Identity", c => new Identity(c.Double("gain", 1)), (x, c) => c["gain"] = x.Gain)
        .AddReader("IdentityInitializer", c => new Identity(c.Double("gain", 1)))
        .Add("RandomNormal", c => new RandomNormal(c.Double("mean", 0), c.Double("stddev", 0.05), Seed(c)), (x, c) => (c["mean"], c["stddev"], c["seed"]) = (x.Mean, x.Stddev, x.GivenSeed))
        .Add("RandomUniform", c => new RandomUniform(c.Double("minval", -0.05), c.Double("maxval", 0.05), Seed(c)), (x, c) => (c["minval"], c["maxval"], c["seed"]) = (x.Minval, x.Maxval, x.GivenSeed))
        .Add("TruncatedNormal", c => new TruncatedNormal(c.Double("mean", 0), c.Double("stddev", 0.05), Seed(c)), (x, c) => (c["mean"], c["stddev"], c["seed"]) = (x.Mean, x.Stddev, x.GivenSeed))
        .Add(
            "VarianceScaling",
            c => new VarianceScaling(c.Double("scale", 1), Modes.Read(c, "mode", FanMode.FanIn), Distributions.Read(c, "distribution", ScalingDistribution.TruncatedNormal), Seed(c), In(c), Out(c)),
            (x, c) =>
            {
                (c["scale"], c["mode"], c["distribution"]) = (x.Scale, Modes[x.Mode], Distributions[x.Distribution]);
                Scaling(x, c);
            })
        .Add("GlorotUniform", c => new GlorotUniform(Seed(c), In(c), Out(c)), Scaling)
        .Add("GlorotNormal", c => new GlorotNormal(Seed(c), In(c), Out(c)), Scaling)
        .Add("HeUniform", c => new HeUniform(Seed(c), In(c), Out(c)), Scaling)
        .Add("HeNormal", c => new HeNormal(Seed(c), In(c), Out(c)), Scaling)
        .Add("LecunUniform", c => new LecunUniform(Seed(c), In(c), Out(c)), Scaling)
        .Add("LecunNormal", c => new LecunNormal(Seed(c), In(c), Out(c)), Scaling)
        .AddReader("OrthogonalInitializer", c => new Orthogonal(c.Double("gain", 1), Seed(c)))
        .Add("Orthogonal", c => new Orthogonal(c.Double("gain", 1), Seed(c)), (x, c) => (c["gain"], c["seed"]) = (x.Gain, x.GivenSeed))
        .Add(
            "STFT",
            c => new STFT(
                Sides.Read(c, "side", STFTSide.Real),
                c.Has("window") ? Windows.Read(c, "window", default) : null,
                c.Has("scaling") ? Scalings.Read(c, "scaling", default) : null,
                c.Flag("periodic", false)),
            (x, c) => (c["side"], c["window"], c["scaling"], c["periodic"]) = (Sides[x.Side], x.Window is { } w ? Windows[w] : null, x.Scaling is { } s ? Scalings[s] : null, x.Periodic));

    static int? Seed(KerasConfig config) => config.IsObject("seed") ? config.ObjectOrNull("seed")!.Config.IntOrNull("seed") : config.IntOrNull("seed");

    static Axes? In(KerasConfig config) => KerasValues.AxesOrNull(config, "input_axes");

    static Axes? Out(KerasConfig config) => KerasValues.AxesOrNull(config, "output_axes");

    static void Scaling(VarianceScaling x, JsonObject config) =>
        (config["seed"], config["input_axes"], config["output_axes"]) = (x.GivenSeed, List(x.InputAxes), List(x.OutputAxes));

    static JsonArray? List(Axes? axes) => axes is null ? null : new([.. axes.Select(axis => (JsonNode)axis)]);
}
