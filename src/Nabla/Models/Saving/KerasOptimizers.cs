using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Optimizers;
using Nabla.Schedules;

namespace Nabla.Models.Saving;

/// <summary>Optimizers as Keras serialises them.</summary>
static class KerasOptimizers
{
    internal static readonly KerasTable<Optimizer> Table = new KerasTable<Optimizer>("optimizer", "keras.optimizers")
        .Add("SGD", c => With(c, new SGD(Rate(c), c.Double("momentum", 0), c.Flag("nesterov", false), c.Text("name", "sgd"))), (x, c) =>
        {
            Shared(x, c);
            (c["momentum"], c["nesterov"]) = (x.Momentum, x.Nesterov);
        })
        .Add("RMSprop", c => With(c, new RMSprop(Rate(c), c.Double("rho", 0.9), c.Double("momentum", 0), c.Double("epsilon", 1e-7), c.Flag("centered", false), c.Text("name", "rm_sprop"))), (x, c) =>
        {
            Shared(x, c);
            (c["rho"], c["momentum"], c["epsilon"], c["centered"]) = (x.Rho, x.Momentum, x.Epsilon, x.Centered);
        })
        .Add("Adam", c => With(c, new Adam(Rate(c), Beta1(c), Beta2(c), c.Double("epsilon", 1e-7), c.Flag("amsgrad", false), c.Text("name", "adam"))), Adam)
        .Add("AdamW", c => With(c, new AdamW(Rate(c), 0.004, Beta1(c), Beta2(c), c.Double("epsilon", 1e-7), c.Flag("amsgrad", false), c.Text("name", "adam_w"))), Adam)
        .Add("Adamax", c => With(c, new Adamax(Rate(c), Beta1(c), Beta2(c), c.Double("epsilon", 1e-7), c.Text("name", "adamax"))), (x, c) =>
        {
            Shared(x, c);
            (c["beta_1"], c["beta_2"], c["epsilon"]) = (x.Beta1, x.Beta2, x.Epsilon);
        })
        .Add("Nadam", c => With(c, new Nadam(Rate(c), Beta1(c), Beta2(c), c.Double("epsilon", 1e-7), c.Text("name", "nadam"))), (x, c) =>
        {
            Shared(x, c);
            (c["beta_1"], c["beta_2"], c["epsilon"]) = (x.Beta1, x.Beta2, x.Epsilon);
        })
        .Add("Adagrad", c => With(c, new Adagrad(Rate(c), c.Double("initial_accumulator_value", 0.1), c.Double("epsilon", 1e-7), c.Text("name", "adagrad"))), (x, c) =>
        {
            Shared(x, c);
            (c["initial_accumulator_value"], c["epsilon"]) = (x.InitialAccumulatorValue, x.Epsilon);
        })
        .Add("Adadelta", c => With(c, new Adadelta(Rate(c), c.Double("rho", 0.95), c.Double("epsilon", 1e-7), c.Text("name", "adadelta"))), (x, c) =>
        {
            Shared(x, c);
            (c["rho"], c["epsilon"]) = (x.Rho, x.Epsilon);
        })
        .Add("Ftrl", c => With(c, Ftrl(c)), (x, c) =>
        {
            Shared(x, c);
            (c["learning_rate_power"], c["initial_accumulator_value"], c["beta"]) = (x.LearningRatePower, x.InitialAccumulatorValue, x.Beta);
            (c["l1_regularization_strength"], c["l2_regularization_strength"]) = (x.L1RegularizationStrength, x.L2RegularizationStrength);
            c["l2_shrinkage_regularization_strength"] = x.L2ShrinkageRegularizationStrength;
        })
        .Add("Lion", c => With(c, new Lion(Rate(c), Beta1(c), c.Double("beta_2", 0.99), c.Text("name", "lion"))), (x, c) =>
        {
            Shared(x, c);
            (c["beta_1"], c["beta_2"]) = (x.Beta1, x.Beta2);
        })
        .Add("Lamb", c => With(c, new Lamb(Rate(c), Beta1(c), Beta2(c), c.Double("epsilon", 1e-7), c.Text("name", "lamb"))), (x, c) =>
        {
            Shared(x, c);
            (c["beta_1"], c["beta_2"], c["epsilon"]) = (x.Beta1, x.Beta2, x.Epsilon);
        })
        .Add("Adafactor", c => With(c, Adafactor(c)), (x, c) =>
        {
            Shared(x, c);
            (c["beta_2_decay"], c["epsilon_1"], c["epsilon_2"]) = (x.Beta2Decay, x.Epsilon1, x.Epsilon2);
            (c["clip_threshold"], c["relative_step"]) = (x.ClipThreshold, x.RelativeStep);
        })
        .Add("ScheduleFreeAdamW", c => With(c, new ScheduleFreeAdamW(Rate(c), Beta1(c), Beta2(c), c.Double("epsilon", 1e-8), c.Int("warmup_steps", 0), c.Text("name", "schedule_free_adam_w"))), (x, c) =>
        {
            Shared(x, c);
            (c["beta_1"], c["beta_2"], c["epsilon"], c["warmup_steps"]) = (x.Beta1, x.Beta2, x.Epsilon, x.WarmupSteps);
        })
        .Add("Muon", c => With(c, Muon(c)), (x, c) =>
        {
            Shared(x, c);
            (c["adam_beta_1"], c["adam_beta_2"], c["adam_weight_decay"], c["epsilon"]) = (x.AdamBeta1, x.AdamBeta2, x.AdamWeightDecay, x.Epsilon);
            (c["exclude_layers"], c["exclude_embeddings"]) = (new JsonArray([.. x.ExcludeLayers.Select(pattern => (JsonNode)pattern)]), x.ExcludeEmbeddings);
            (c["muon_a"], c["muon_b"], c["muon_c"], c["adam_lr_ratio"]) = (x.A, x.B, x.C, x.AdamLearningRateRatio);
            (c["momentum"], c["ns_steps"], c["nesterov"], c["rms_rate"]) = (x.Momentum, x.NsSteps, x.Nesterov, x.RmsRate);
        })
        .Add("LossScaleOptimizer", KerasNestedOptimizers.ReadScaled, KerasNestedOptimizers.Write)
        .Add("MultiOptimizer", KerasNestedOptimizers.ReadMany, KerasNestedOptimizers.Write);

    static Adafactor Adafactor(KerasConfig c) => new(
        Rate(c), c.Double("beta_2_decay", -0.8), c.Double("epsilon_1", 1e-30), c.Double("epsilon_2", 1e-3), c.Double("clip_threshold", 1), c.Flag("relative_step", true), c.Text("name", "adafactor"));

    static Muon Muon(KerasConfig c) => new(
        Rate(c), c.Double("adam_beta_1", 0.9), c.Double("adam_beta_2", 0.999), c.IsNull("adam_weight_decay") ? null : c.Double("adam_weight_decay", 0.004), c.Double("epsilon", 1e-7), c.IsNull("weight_decay") ? null : c.Double("weight_decay", 0.004),
        c.Texts("exclude_layers"), c.Flag("exclude_embeddings", true), c.Double("muon_a", 3.4445), c.Double("muon_b", -4.775), c.Double("muon_c", 2.0315), c.Double("adam_lr_ratio", 1),
        c.Double("momentum", 0.95), c.Int("ns_steps", 5), c.Flag("nesterov", true), c.IsNull("rms_rate") ? null : c.Double("rms_rate", 0.2), c.Text("name", "muon"));

    static Ftrl Ftrl(KerasConfig c) => new(
        Rate(c), c.Double("learning_rate_power", -0.5), c.Double("initial_accumulator_value", 0.1), c.Double("l1_regularization_strength", 0), c.Double("l2_regularization_strength", 0),
        c.Double("l2_shrinkage_regularization_strength", 0), c.Double("beta", 0), c.Text("name", "ftrl"));

    static double Beta1(KerasConfig config) => config.Double("beta_1", 0.9);

    static double Beta2(KerasConfig config) => config.Double("beta_2", 0.999);

    static LearningRate? Rate(KerasConfig config) =>
        config.IsObject("learning_rate") ? (LearningRate)KerasSchedules.Table.Read(config.ObjectOrNull("learning_rate")!)
        : config.DoubleOrNull("learning_rate") is { } rate ? (LearningRate)rate : null;

    static U With<U>(KerasConfig config, U optimizer)
        where U : Optimizer
    {
        optimizer.Options = new OptimizerOptions
        {
            WeightDecay = config.Has("weight_decay") ? config.Double("weight_decay") : optimizer.WeightDecay,
            Clipnorm = config.DoubleOrNull("clipnorm"),
            GlobalClipnorm = config.DoubleOrNull("global_clipnorm"),
            Clipvalue = config.DoubleOrNull("clipvalue"),
            UseEma = config.Flag("use_ema", false),
            EmaMomentum = config.Double("ema_momentum", 0.99),
            EmaOverwriteFrequency = config.IntOrNull("ema_overwrite_frequency"),
            LossScaleFactor = config.DoubleOrNull("loss_scale_factor"),
            GradientAccumulationSteps = config.IntOrNull("gradient_accumulation_steps"),
        }.Checked(optimizer.Name);
        return optimizer;
    }

    static void Shared(Optimizer x, JsonObject config)
    {
        config["name"] = x.Name;
        config["learning_rate"] = x.LearningRate.Schedule is { } schedule ? KerasSchedules.Table.Write(schedule) : (double)(float)x.LearningRate;
        (config["weight_decay"], config["clipnorm"], config["global_clipnorm"], config["clipvalue"]) = (x.WeightDecay, x.Clipnorm, x.GlobalClipnorm, x.Clipvalue);
        (config["use_ema"], config["ema_momentum"], config["ema_overwrite_frequency"]) = (x.UseEma, x.EmaMomentum, x.EmaOverwriteFrequency);
        (config["loss_scale_factor"], config["gradient_accumulation_steps"]) = (x.LossScaleFactor, x.GradientAccumulationSteps);
    }

    static void Adam(Adam x, JsonObject config)
    {
        Shared(x, config);
        (config["beta_1"], config["beta_2"], config["epsilon"], config["amsgrad"]) = (x.Beta1, x.Beta2, x.Epsilon, x.Amsgrad);
    }
}
