using System.Text.Json.Nodes;
using Nabla.Formats;
using Nabla.Layers;

namespace Nabla.Models.Saving;

/// <summary>Attention, products by equation and embeddings as Keras serialises them.</summary>
static class KerasAttentionLayers
{
    static readonly KerasWords<AttentionScoreMode> Modes = new(("dot", AttentionScoreMode.Dot), ("concat", AttentionScoreMode.Concat));

    internal static KerasTable<Layer> AddAttentionLayers(this KerasTable<Layer> table) => table
        .Row("Attention", c => new Attention(c.Flag("use_scale", false), Modes.Read(c, "score_mode", AttentionScoreMode.Dot), c.Double("dropout", 0), c.IntOrNull("seed"), KerasLayers.Name(c)), (x, c) =>
            (c["use_scale"], c["score_mode"], c["dropout"], c["seed"]) = (x.UseScale, Modes[x.ScoreMode], x.Dropout, x.Seed))
        .Row("AdditiveAttention", c => new AdditiveAttention(c.Flag("use_scale", true), c.Double("dropout", 0), c.IntOrNull("seed"), KerasLayers.Name(c)), (x, c) =>
            (c["use_scale"], c["dropout"], c["seed"]) = (x.UseScale, x.Dropout, x.Seed))
        .Row("MultiHeadAttention", MultiHead, (x, c) =>
        {
            (c["num_heads"], c["key_dim"], c["value_dim"]) = (x.NumHeads, x.KeyDim, x.ValueDim);
            (c["output_shape"], c["attention_axes"]) = (KerasLayers.Json(x.OutputShape), x.AttentionAxes is null ? null : new JsonArray([.. x.AttentionAxes.Select(axis => (JsonNode)axis)]));
            Projected(x, c);
        })
        .Row("GroupQueryAttention", GroupQuery, (x, c) =>
        {
            (c["head_dim"], c["num_query_heads"], c["num_key_value_heads"]) = (x.HeadDim, x.NumQueryHeads, x.NumKeyValueHeads);
            Projected(x, c);
        })
        .Row("EinsumDense", Einsum, (x, c) =>
        {
            (c["output_shape"], c["equation"], c["activation"], c["bias_axes"]) = (KerasLayers.Json(x.OutputShape), x.Equation, x.Activation?.Name ?? "linear", x.BiasAxes);
            (c["kernel_initializer"], c["bias_initializer"]) = (KerasLayers.Json(x.KernelInitializer), KerasLayers.Json(x.BiasInitializer));
            (c["kernel_regularizer"], c["bias_regularizer"], c["activity_regularizer"]) = (KerasLayers.Json(x.KernelRegularizer), KerasLayers.Json(x.BiasRegularizer), KerasLayers.Json(x.OutputRegularizer));
            (c["kernel_constraint"], c["bias_constraint"], c["quantization_config"]) = (KerasLayers.Json(x.KernelConstraint), KerasLayers.Json(x.BiasConstraint), null);
            if (x.LoraRank is { } rank)
            {
                (c["lora_rank"], c["lora_alpha"]) = (rank, x.LoraAlpha);
            }
        })
        .Row("Embedding", Embedding, Embedding)
        .Row("ReversibleEmbedding", Reversible, (x, c) =>
        {
            Embedding(x, c);
            (c["tie_weights"], c["reverse_dtype"], c["logit_soft_cap"]) = (x.TieWeights, x.ReverseDType?.Name, x.LogitSoftCap);
        });

    static MultiHeadAttention MultiHead(KerasConfig c) => new(
        c.Int("num_heads"), c.Int("key_dim"), c.IntOrNull("value_dim"), c.Double("dropout", 0), c.Flag("use_bias", true), c.Ints("output_shape") is { } shape ? Shape.Create([.. shape.Select(n => (long?)n)]) : null,
        KerasValues.AxesOrNull(c, "attention_axes"),
        KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        c.IntOrNull("seed"), KerasLayers.Name(c), c.Flag("use_gate", false), c.IntOrNull("sliding_window"));

    static GroupQueryAttention GroupQuery(KerasConfig c) => new(
        c.Int("head_dim"), c.Int("num_query_heads"), c.Int("num_key_value_heads"), c.Double("dropout", 0), c.Flag("use_bias", true),
        KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
        KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
        KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "bias_constraint"),
        c.IntOrNull("seed"), KerasLayers.Name(c), c.Flag("use_gate", false), c.IntOrNull("sliding_window"));

    static EinsumDense Einsum(KerasConfig c)
    {
        // As for Dense, Keras forgets the alpha of a described layer.
        c.Skip("lora_alpha");
        return new(
            c.Text("equation"), Shape.Create(c.Lengths("output_shape") ?? throw c.Wrong("output_shape", "lengths")), KerasLayers.Activation(c), c.TextOrNull("bias_axes"),
            KerasLayers.Initializer(c, "kernel_initializer"), KerasLayers.Initializer(c, "bias_initializer"),
            KerasLayers.Regularizer(c, "kernel_regularizer"), KerasLayers.Regularizer(c, "bias_regularizer"), KerasLayers.Regularizer(c, "activity_regularizer"),
            KerasLayers.Constraint(c, "kernel_constraint"), KerasLayers.Constraint(c, "bias_constraint"), c.IntOrNull("lora_rank"), name: KerasLayers.Name(c));
    }

    static Embedding Embedding(KerasConfig c) => new(
        c.Int("input_dim"), c.Int("output_dim"),
        KerasLayers.Initializer(c, "embeddings_initializer"), KerasLayers.Regularizer(c, "embeddings_regularizer"), KerasLayers.Constraint(c, "embeddings_constraint"),
        KerasLayers.Name(c), KerasLayers.Regularizer(c, "activity_regularizer"), c.IntOrNull("lora_rank"), c.DoubleOrNull("lora_alpha"), c.Flag("mask_zero", false));

    static ReversibleEmbedding Reversible(KerasConfig c) => new(
        c.Int("input_dim"), c.Int("output_dim"), c.Flag("tie_weights", true),
        KerasLayers.Initializer(c, "embeddings_initializer"), KerasLayers.Regularizer(c, "embeddings_regularizer"), KerasLayers.Constraint(c, "embeddings_constraint"),
        c.Flag("mask_zero", false), c.TextOrNull("reverse_dtype") is { } type ? ElementType.FromName(type) : null, c.DoubleOrNull("logit_soft_cap"), KerasLayers.Name(c), KerasLayers.Regularizer(c, "activity_regularizer"));

    static void Embedding(Embedding x, JsonObject c)
    {
        (c["input_dim"], c["output_dim"]) = (x.InputDim, x.OutputDim);
        (c["embeddings_initializer"], c["embeddings_regularizer"]) = (KerasLayers.Json(x.EmbeddingsInitializer), KerasLayers.Json(x.EmbeddingsRegularizer));
        (c["activity_regularizer"], c["embeddings_constraint"]) = (KerasLayers.Json(x.OutputRegularizer), KerasLayers.Json(x.EmbeddingsConstraint));
        (c["mask_zero"], c["quantization_config"]) = (x.MaskZero, null);
        if (x.LoraRank is { } rank)
        {
            (c["lora_rank"], c["lora_alpha"]) = (rank, x.LoraAlpha);
        }
    }

    static void Projected(ProjectedAttention x, JsonObject c)
    {
        var o = x.Options;
        (c["use_bias"], c["use_gate"], c["sliding_window"], c["dropout"], c["seed"]) = (o.UseBias, o.UseGate, o.SlidingWindow, o.Dropout, o.Seed);
        (c["kernel_initializer"], c["bias_initializer"]) = (KerasLayers.Json(o.KernelInitializer), KerasLayers.Json(o.BiasInitializer));
        (c["kernel_regularizer"], c["bias_regularizer"], c["activity_regularizer"]) = (KerasLayers.Json(o.KernelRegularizer), KerasLayers.Json(o.BiasRegularizer), KerasLayers.Json(o.ActivityRegularizer));
        (c["kernel_constraint"], c["bias_constraint"]) = (KerasLayers.Json(o.KernelConstraint), KerasLayers.Json(o.BiasConstraint));
    }
}
